import { describe, expect, it } from 'vitest';
import { requireSameOrigin } from './require-same-origin.ts';

const HOST = 'chat.example:3000';
const ORIGINS = {
  same: `http://${HOST}`,
  'same over https': `https://${HOST}`,
  evil: 'https://evil.test',
  null: 'null',
  absent: null,
  'another port': 'http://chat.example:3001',
  'no port': 'http://chat.example',
  subdomain: `http://a.${HOST}`,
  'a longer name': `http://${HOST.replace('.example', '.example.evil.test')}`,
  'another scheme': `chrome-extension://${HOST}`,
  'a user in it': `http://${HOST}@evil.test`,
  'a user before it': `http://user@${HOST}`,
  'a user and a password': `http://user:pass@${HOST}`,
  'an empty user': `http://@${HOST}`,
  'a path': `http://${HOST}/path`,
  'an empty path': `http://${HOST}/`,
  'a query': `http://${HOST}?a`,
  'a fragment': `http://${HOST}#a`,
  'a backslash': `http:\\\\${HOST}`,
  'a missing slash': `http:/${HOST}`,
  'a tab in it': `http://chat.\texample:3000`,
  'a capital letter': `http://Chat.example:3000`,
  'a capital scheme': `HTTP://${HOST}`,
  'two of them': `http://${HOST} http://${HOST}`,
  'an escape': 'http://chat%2Eexample:3000',
  'a zero before the port': 'http://chat.example:03000',
};
const SITES = ['same-origin', 'same-site', 'cross-site', 'none', null];

const matrix = Object.entries(ORIGINS).flatMap(([name, origin]) =>
  SITES.map((site) => ({ name, origin, site })),
);

function requestWith(headers: Record<string, string | null>): Request {
  const present = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return new Request(`http://${HOST}/api/chat`, { method: 'POST', headers: present });
}

function passes(request: Request, origin: string | null = null): boolean {
  try {
    requireSameOrigin(request, { origin });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ kind: 'origin_rejected' });
    return false;
  }
}

describe('requireSameOrigin', () => {
  it.each(matrix)('decides on Origin $name with Sec-Fetch-Site $site', ({ name, origin, site }) => {
    const expected = name.startsWith('same') && (site === 'same-origin' || site === null);
    expect(passes(requestWith({ host: HOST, origin, 'sec-fetch-site': site }))).toBe(expected);
  });

  it.each([
    'https://user@chat.example',
    'https://chat.example/',
    'https://chat.example/path',
    'https://chat.example:443',
    'https://CHAT.example',
    'https://chat.example#',
  ])('rejects %s as an origin, whatever it is compared with', (origin) => {
    expect(passes(requestWith({ host: 'chat.example', origin }))).toBe(false);
    const configured = 'https://chat.example';
    expect(passes(requestWith({ host: 'chat.example', origin }), configured)).toBe(false);
  });

  it('compares with STARLIGHT_ORIGIN instead of Host when it is set', () => {
    const configured = 'https://chat.example';
    const from = (origin: string, host: string) =>
      passes(requestWith({ host, origin }), configured);
    expect(from('https://chat.example', '10.0.0.7:3000')).toBe(true);
    expect(from('http://chat.example', 'chat.example')).toBe(false);
    expect(from('http://10.0.0.7:3000', '10.0.0.7:3000')).toBe(false);
  });

  it('ignores a default port', () => {
    const headers = { host: 'chat.example:443', origin: 'https://chat.example' };
    expect(passes(requestWith(headers))).toBe(true);
  });

  it('ignores X-Forwarded-Host', () => {
    const headers = { host: HOST, origin: 'https://evil.test', 'x-forwarded-host': 'evil.test' };
    expect(passes(requestWith(headers))).toBe(false);
  });

  it('rejects a request without Host', () => {
    expect(passes(requestWith({ origin: `http://${HOST}` }))).toBe(false);
  });
});
