import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { findHostProblem, requireSameOrigin } from './require-same-origin.ts';

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

function refusalOf(request: Request, origin: string | null = null): StarlightError | null {
  try {
    requireSameOrigin(request, { origin });
    return null;
  } catch (error) {
    expect(error).toMatchObject({ kind: 'origin_rejected' });
    return error instanceof StarlightError ? error : null;
  }
}

function passes(request: Request, origin: string | null = null): boolean {
  return refusalOf(request, origin) === null;
}

describe('requireSameOrigin', () => {
  it.each(matrix)('decides on Origin $name with Sec-Fetch-Site $site', ({ name, origin, site }) => {
    // Its page is of one origin with this server, so a proxy has rewritten Host.
    const isVouchedFor = name === 'evil' && site === 'same-origin';
    const isSame = name.startsWith('same') && (site === 'same-origin' || site === null);
    const expected = isSame || isVouchedFor;
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

  it('says why it refuses', () => {
    const page = { origin: 'https://chat.example', 'sec-fetch-site': 'same-origin' };
    const internal = { host: 'starlight:3000', 'sec-fetch-site': null };
    const reasonOf = (headers: Record<string, string | null>, origin: string | null = null) =>
      refusalOf(requestWith(headers), origin)?.failure.details?.reason;
    expect(reasonOf({ ...page, 'sec-fetch-site': 'cross-site' })).toBe('cross_site');
    expect(reasonOf({ ...page, origin: null })).toBe('no_origin');
    expect(reasonOf({ ...page, ...internal })).toBe('host_rewritten');
    expect(reasonOf(page, 'https://other.example')).toBe('other_origin');
  });
});

describe('a request behind a proxy that rewrites Host', () => {
  const host = 'starlight:3000';
  const behind = (headers: Record<string, string | null>, origin: string | null = null) =>
    passes(requestWith({ host, 'sec-fetch-site': 'same-origin', ...headers }), origin);

  it.each([
    'https://chat.example',
    'https://chat.example:8443',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
  ])('passes if the browser says that it comes from this site: %s', (origin) => {
    expect(behind({ origin })).toBe(true);
    expect(findHostProblem(requestWith({ host, origin }), { origin: null })).toMatchObject({
      variable: 'STARLIGHT_ORIGIN',
    });
  });

  it.each([null, 'none', 'same-site', 'cross-site', 'SAME-ORIGIN', 'same-origin, same-origin', ''])(
    'is refused if the browser does not: Sec-Fetch-Site %j',
    (site) => {
      expect(behind({ origin: 'https://chat.example', 'sec-fetch-site': site })).toBe(false);
    },
  );

  it('is refused if it comes from a page whose name was bound to this server afterwards', () => {
    // Over plain http, such a page's browser sends no metadata; a forged one is not believed.
    expect(behind({ origin: 'http://rebound.test:3000', 'sec-fetch-site': null })).toBe(false);
    expect(behind({ origin: 'http://rebound.test:3000' })).toBe(false);
    expect(behind({ origin: 'http://localhost.rebound.test' })).toBe(false);
    // Where the proxy keeps Host, its name is the site's: only STARLIGHT_ORIGIN tells them apart.
    const rebound = { host: 'rebound.test', origin: 'http://rebound.test', 'sec-fetch-site': null };
    expect(behind(rebound, 'https://chat.example')).toBe(false);
  });

  it('is refused if another site has forged the Host', () => {
    const forged = { host: 'evil.test', origin: 'https://evil.test' };
    expect(behind({ ...forged, 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(behind({ ...forged, 'sec-fetch-site': 'same-site' })).toBe(false);
    expect(behind(forged, 'https://chat.example')).toBe(false);
  });

  it('is compared with STARLIGHT_ORIGIN alone if that is set', () => {
    expect(behind({ origin: 'https://chat.example' }, 'https://chat.example')).toBe(true);
    expect(behind({ origin: 'https://old.example' }, 'https://chat.example')).toBe(false);
  });

  it('has no problem to report where Host is kept', () => {
    const kept = requestWith({ host: HOST, origin: `https://${HOST}` });
    expect(findHostProblem(kept, { origin: null })).toBeNull();
    expect(findHostProblem(requestWith({ host }), { origin: null })).toBeNull();
  });
});
