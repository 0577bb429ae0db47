import { type AppServer, startApp } from '../support/app-server.ts';
import { copyBuildWithoutProxy } from '../support/build-without-proxy.ts';
import { reply } from '../support/completion-events.ts';
import type { BuildCopy } from '../support/copy-build.ts';
import { credentialsFor, type SiteCredentials } from '../support/credentials-for.ts';
import {
  COOKIE_ROUTES,
  foreignSenders,
  METHODS,
  OPEN_METHODS,
  pathOf,
  rightRequest,
} from '../support/route-table.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';

// The proxy sets headers and authorizes nothing; here it is gone, as if something bypassed it.

const PAGES = ['/', '/doctor', '/setup', '/demo', '/errors', '/errors/key_invalid'];
// The ways in which Next serves the same page without its HTML.
const VARIANTS: [string, Record<string, string>][] = [
  ['', {}],
  ['?_rsc=1', { rsc: '1' }],
  ['', { rsc: '1', 'next-router-prefetch': '1' }],
  ['', { rsc: '1', 'next-router-segment-prefetch': '/_tree' }],
  ['.rsc', {}],
];
const SECRETS = {
  OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
  STARLIGHT_ACCESS_CODE: 'a-long-access-code',
  STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
  STARLIGHT_SESSION_SECRET: 'a-session-secret-of-thirty-two-letters',
  STARLIGHT_SYSTEM_PROMPT: 'The system prompt of this site.',
};
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';

let build: BuildCopy;
let upstream: ScriptableUpstream;
let app: AppServer;
let credentials: SiteCredentials;

test.beforeAll(async () => {
  build = copyBuildWithoutProxy();
  upstream = await startScriptableUpstream();
  upstream.respond(stream(reply('hi')));
  const env = {
    ...SECRETS,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_TEAM_TOKENS: `bot:${TEAM_TOKEN}`,
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  };
  credentials = credentialsFor(env);
  app = await startApp(env, { folder: build.folder });
});
test.afterAll(async () => {
  await app?.stop();
  await upstream?.close();
  build?.remove();
});

test('no page has the policy or the nonce that the proxy adds', async () => {
  for (const path of PAGES) {
    const response = await fetch(app.url + path);
    expect(response.headers.has('content-security-policy'), path).toBe(false);
    expect(await response.text(), path).not.toContain('nonce="');
  }
});

test('a visitor with the code is served', async () => {
  const headers = { origin: app.url, 'content-type': 'application/json' };
  const session = await fetch(`${app.url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ code: SECRETS.STARLIGHT_ACCESS_CODE }),
  });
  expect(session.status).toBe(204);
  const cookie = session.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const chat = await fetch(`${app.url}/api/chat`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }] }),
  });
  expect(await chat.text()).toContain('"type":"done"');
  expect(upstream.requests).toHaveLength(1);
});

for (const [file, { methods }] of Object.entries(OPEN_METHODS)) {
  test(`${file} admits no stranger, whatever credentials they send`, async () => {
    upstream.requests.length = 0;
    const attempts = Object.entries(credentials.forged).flatMap(([name, headers]) =>
      METHODS.map(async (method) => {
        const right = rightRequest(file, method, app.url);
        const response = await fetch(app.url + pathOf(file), {
          ...right,
          headers: { ...right.headers, ...headers },
          redirect: 'manual',
        });
        await response.body?.cancel();
        const attempt = `${method} with ${name}: ${response.status}`;
        expect(response.status < 400, attempt).toBe(methods.includes(method));
        expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
        expect(response.headers.get('cache-control')).toContain('no-store');
      }),
    );
    await Promise.all(attempts);
    expect(upstream.requests).toHaveLength(0);
  });
}

for (const file of COOKIE_ROUTES) {
  test(`${file} refuses requests from another site with the operator’s cookie`, async () => {
    upstream.requests.length = 0;
    for (const sender of foreignSenders(app.url)) {
      for (const method of METHODS) {
        const right = rightRequest(file, method, app.url);
        const response = await fetch(app.url + pathOf(file), {
          ...right,
          headers: { ...right.headers, ...credentials.operator, ...sender },
        });
        await response.body?.cancel();
        expect([403, 404, 405], `${method} from ${sender['origin']}`).toContain(response.status);
      }
    }
    expect(upstream.requests).toHaveLength(0);
  });
}

test('a page shows a stranger nothing of the operator’s, whatever credentials they send', async () => {
  // The operator's page names the internal host of the upstream; a stranger's must not.
  const internalHost = new URL(upstream.url).hostname;
  const operatorPage = await fetch(app.url, { headers: credentials.operator });
  expect(await operatorPage.text()).toContain(internalHost);
  for (const [name, forged] of Object.entries(credentials.forged)) {
    for (const path of PAGES) {
      for (const [suffix, headers] of VARIANTS) {
        const response = await fetch(app.url + path + suffix, {
          headers: { ...headers, ...forged },
        });
        const shown = await response.text();
        for (const hidden of [...Object.values(SECRETS), TEAM_TOKEN, internalHost]) {
          expect(shown, `${path}${suffix} with ${name}`).not.toContain(hidden);
        }
        expect(shown).not.toMatch(/role\W+operator/);
      }
    }
  }
});

test('no page accepts a call of a Server Action', async () => {
  for (const path of PAGES) {
    const response = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'next-action': 'a'.repeat(42), 'content-type': 'text/plain', origin: app.url },
      body: '[]',
    });
    expect(response.status, path).toBeGreaterThanOrEqual(400);
  }
});
