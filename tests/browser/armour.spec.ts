import { readdirSync } from 'node:fs';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { type AppServer, startApp } from '../support/app-server.ts';
import { observatoryScore } from '../support/observatory-score.ts';
import { expect, test } from './starlight-page.ts';

const SITE = 'https://chat.example';
const CODE = 'a-long-access-code';
let app: AppServer;

test.beforeAll(async () => {
  app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    STARLIGHT_ACCESS_CODE: CODE,
    STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
    STARLIGHT_ORIGIN: SITE,
  });
});
test.afterAll(() => app.stop());

const get = (path: string, init: RequestInit = {}) =>
  fetch(app.url + path, { redirect: 'manual', ...init });

const PAGES = ['/', '/demo', '/doctor', '/setup', '/no/such/page', '/%00', '/_next/nothing'];

for (const path of PAGES) {
  test(`the page at ${path} has every header that Observatory grades`, async () => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toMatch(/^text\/(html|plain)/);
    const { score, findings } = observatoryScore(response.headers);
    expect(findings).toEqual([]);
    // 130 plus the 5 points of a cookie, which a page alone does not set.
    expect(score).toBe(130);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe-');
    const csp = new CspParser(policy).csp;
    expect(new CspEvaluator(csp).evaluate()).toEqual([]);
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  });
}

test('signing in sets the cookie that raises the score to 135', async () => {
  const response = await get('/api/session', {
    method: 'POST',
    headers: { origin: SITE, host: 'chat.example', 'content-type': 'application/json' },
    body: JSON.stringify({ code: CODE }),
  });
  expect(response.status).toBe(204);
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-starlight=/);
  expect(observatoryScore(response.headers)).toEqual({ score: 135, findings: [] });
});

for (const path of ['/api/health', '/api/no/such', '/v1/models', '/v1/no/such']) {
  test(`the answer at ${path} is data that nothing may run or frame`, async () => {
    const response = await get(path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
    expect(observatoryScore(response.headers).findings).toEqual([]);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toContain('no-store');
  });
}

test('no text becomes a script or markup, except for the scripts of the build', async ({
  browser,
}) => {
  // A separate page: the browser reports each refusal, which would fail other tests.
  const page = await browser.newPage();
  await page.goto(`${app.url}/doctor`);
  await expect(page.getByLabel('Operator code')).toBeVisible();
  const refused = await page.evaluate(() => {
    const { trustedTypes } = globalThis as {
      trustedTypes?: { createPolicy: (name: string, rules: object) => unknown };
    };
    const script = document.createElement('script');
    const frame = document.createElement('iframe');
    const attempts: Record<string, () => unknown> = {
      'a script of another site': () => (script.src = 'https://evil.example/a.js'),
      'a script of the API': () => (script.src = '/api/log'),
      'a script as data': () => script.setAttribute('src', 'data:text/javascript,1'),
      'the text of a script': () => (script.text = 'alert(1)'),
      markup: () => (document.createElement('div').innerHTML = '<img onerror=alert(1)>'),
      'more markup': () => document.body.insertAdjacentHTML('beforeend', '<b></b>'),
      'a document in a frame': () => (frame.srcdoc = '<script>alert(1)</script>'),
      'a handler': () => frame.setAttribute('onload', 'alert(1)'),
      'a worker': () => new Worker('/api/log'),
      'another policy': () => trustedTypes?.createPolicy('other', {}),
      'the same policy again': () => trustedTypes?.createPolicy('default', {}),
    };
    return Object.entries(attempts).map(([name, attempt]) => {
      try {
        attempt();
        return `${name} was allowed`;
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    });
  });
  expect(new Set(refused)).toEqual(new Set(['refused']));
  const allowed = await page.evaluate(() => {
    const script = document.createElement('script');
    script.src = '/_next/static/chunks/a.js';
    return script.src;
  });
  expect(allowed).toBe(`${app.url}/_next/static/chunks/a.js`);
  await page.close();
});

test('files of the build are not sniffed, and have no source maps beside them', async () => {
  const folder = new URL('../../.next/static/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  const script = files.find((file) => file.endsWith('.js'));
  const response = await get(`/_next/static/${script}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(await response.text()).not.toContain('sourceMappingURL');
});

test('no header reveals what serves the site', async () => {
  const response = await get('/');
  expect(response.headers.has('x-powered-by')).toBe(false);
  expect(response.headers.has('server')).toBe(false);
});

test('the site fetches no pictures, and no Server Action can be called', async () => {
  const picture = await get('/_next/image?url=http%3A%2F%2F127.0.0.1%3A1%2Fx.png&w=64&q=75');
  expect([400, 404]).toContain(picture.status);
  const action = await get('/', { method: 'POST', headers: { 'next-action': 'a'.repeat(42) } });
  expect(action.status).toBeGreaterThanOrEqual(400);
});
