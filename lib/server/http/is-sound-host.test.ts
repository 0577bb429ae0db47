import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSoundHost } from './is-sound-host.ts';

describe('isSoundHost', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'chat.example',
    'CHAT.example.:443',
    'a_b.example',
    'xn--bcher-kva.example',
    '127.0.0.1:8080',
    '[::1]',
    '[::1]:3000',
    '[2001:db8::7:1]:443',
    'chat.example:',
    'a%2Db.example',
  ])('accepts %s', (host) => {
    expect(isSoundHost(host)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'a b',
    'a\tb',
    'a, b',
    '[::1',
    '::1',
    '[::1]a',
    '[evil]',
    '[fe80::1%25eth0]',
    'a:b',
    'a:99999',
    'a:123456',
    'a:-1',
    'a:1:2',
    ':80',
    'a/b',
    'a?b',
    'a#b',
    'a\\b',
    'user@a',
    'http://a',
    '<b>',
    'a"b',
    'a|b',
    'a^b',
    'a%zz',
    'a%',
    'a%00b',
    'a%2fb',
    'a%20b',
    'bücher.example',
    'b\u00fc',
    '1.2.3.999',
    '999.999.999.999',
    `${'a'.repeat(260)}.example`,
  ])('rejects %j', (host) => {
    expect(isSoundHost(host)).toBe(false);
  });

  it('accepts only hosts that make a URL with nothing but that host', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab.:/@[]%0129?#\\ -_') }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (host) => {
        if (!isSoundHost(host)) return;
        const url = new URL(`http://${host}/path`);
        expect([url.username, url.password, url.pathname, url.hash]).toEqual(['', '', '/path', '']);
        expect(url.host).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
