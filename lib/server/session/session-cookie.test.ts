import { describe, expect, it } from 'vitest';
import { isHttps } from './request-scheme.ts';
import { sessionCookie, sessionTokens } from './session-cookie.ts';

const http = { origin: null, onVercel: false, trustedProxyHops: 0 };
const https = { ...http, origin: 'https://chat.example' };
const headers = (values: Record<string, string> = {}) => new Headers(values);

describe('sessionCookie', () => {
  it('is bound to the host and secure on https', () => {
    expect(sessionCookie('abc', headers(), https)).toBe(
      '__Host-starlight=abc; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('has a plain name on http, where browsers would drop a __Host- cookie', () => {
    expect(sessionCookie('abc', headers(), http)).toBe(
      'starlight=abc; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax',
    );
  });

  it('expires immediately when the session ends', () => {
    expect(sessionCookie('', headers(), http)).toContain('starlight=; Path=/; Max-Age=0;');
  });
});

describe('sessionTokens', () => {
  it('reads only the cookie name for the scheme', () => {
    const cookie = headers({
      cookie: 'a=1; starlight=plain; __Host-starlight=bound;xstarlight=no',
    });
    expect(sessionTokens(cookie, http)).toEqual(['plain']);
    expect(sessionTokens(cookie, https)).toEqual(['bound']);
  });

  it('returns the first few cookies of one name, since the first may be planted', () => {
    const cookie = Array.from({ length: 50 }, (_, i) => `starlight=${i}`).join('; ');
    expect(sessionTokens(headers({ cookie }), http)).toEqual(['0', '1', '2']);
  });

  it('returns none without cookies', () => {
    expect(sessionTokens(headers(), http)).toEqual([]);
  });
});

describe('isHttps', () => {
  it.each([
    ['STARLIGHT_ORIGIN https', { ...http, origin: 'https://a.example' }, {}, true],
    ['STARLIGHT_ORIGIN http', { ...http, origin: 'http://a.example', onVercel: true }, {}, false],
    ['Vercel', { ...http, onVercel: true }, {}, true],
    ['nothing', http, {}, false],
    ["a client's own header", http, { 'x-forwarded-proto': 'https' }, false],
    ['one proxy', { ...http, trustedProxyHops: 1 }, { 'x-forwarded-proto': 'https' }, true],
    [
      'one proxy, appended',
      { ...http, trustedProxyHops: 1 },
      { 'x-forwarded-proto': 'https, http' },
      false,
    ],
    [
      'two proxies, appended',
      { ...http, trustedProxyHops: 2 },
      { 'x-forwarded-proto': 'http, HTTPS ,http' },
      true,
    ],
    [
      'two proxies, one value',
      { ...http, trustedProxyHops: 2 },
      { 'x-forwarded-proto': 'https' },
      true,
    ],
    ['a proxy without the header', { ...http, trustedProxyHops: 1 }, {}, false],
  ])('follows %s', (_, config, values: Record<string, string>, expected) => {
    expect(isHttps(headers(values), config)).toBe(expected);
  });
});
