import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Page } from '@playwright/test';
import axios from 'axios';
import { type DevelopmentServer, startDevelopment } from '../support/development-server.ts';
import { exchangeRaw, rawRequest } from '../support/raw-http.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

// Made anew each time: nothing that is written to disk can hold it from before.
const KEY = `sk-proj-${`${randomUUID()}${randomUUID()}`.replaceAll('-', '')}`;
const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'Hi' }] };

// One server for all: Next allows one to a folder, and compiles each page when it is first asked for.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
let app: DevelopmentServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startDevelopment({});
  const pages = ['/', '/setup', '/doctor', '/api/doctor', '/api/doctor/listen'];
  await Promise.all(pages.map((path) => fetch(`${app.url}${path}`).then((page) => page.text())));
});
test.afterAll(() => app?.stop());

test('is for this machine alone, and for whoever calls it by a name of this machine', async () => {
  const strangers = ['evil.example', `evil.example:${app.port}`, '192.168.1.5', '[::'];
  const targets = [
    '/',
    '/doctor',
    '/setup',
    '/_next/webpack-hmr',
    '/__nextjs_source-map?filename=a',
  ];
  for (const host of strangers) {
    const origin = `http://${host}`;
    for (const target of targets) {
      const asked = rawRequest(`GET ${target} HTTP/1.1`, { host, origin });
      expect(await exchangeRaw(app.port, asked), `${host} ${target}`).toMatchObject({
        status: 403,
      });
    }
    for (const target of ['/api/chat', '/api/doctor', '/api/doctor/listen', '/api/session']) {
      const typed = { host, origin, 'content-type': 'application/json', 'content-length': '2' };
      const asked = rawRequest(`POST ${target} HTTP/1.1`, typed, '{}');
      expect(await exchangeRaw(app.port, asked), `${host} ${target}`).toMatchObject({
        status: 403,
      });
    }
  }
  const upgrade = { host: 'evil.example', connection: 'Upgrade', upgrade: 'websocket' };
  const hot = await exchangeRaw(app.port, rawRequest('GET /_next/webpack-hmr HTTP/1.1', upgrade));
  expect(hot).toMatchObject({ status: null, closed: true });

  const elsewhere = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid);
  for (const { address, family } of elsewhere) {
    const name = family === 'IPv6' ? `[${address}]` : address;
    const reached = await fetch(`http://${name}:${app.port}/api/health`).catch(() => 'closed');
    expect(reached, name).toBe('closed');
  }
});

async function expectAccessible(page: Page): Promise<void> {
  // What Next shows in development is not ours.
  expect(await axeViolations(page, (axe) => axe.exclude('nextjs-portal'))).toEqual([]);
}

for (const path of ['/', '/setup']) {
  test(`without a key, ${path} shows the verdict, its fix and a way to check again`, async ({
    page,
  }) => {
    await page.goto(`${app.url}${path}`);
    const verdict = page.getByRole('status');
    await expect(verdict).toContainText("OPENAI_API_KEY isn't set.", { timeout: 60_000 });
    await expect(verdict).toContainText('OPENAI_API_KEY=sk-proj-…');
    const found = page.getByRole('list', { name: 'Checks' }).getByRole('listitem');
    await expect(found).toHaveCount(1);
    await expect(found.getByRole('link', { name: 'platform.openai.com/api-keys' })).toBeVisible();

    const asked = page.waitForRequest(`${app.url}/api/doctor`);
    await page.getByRole('button', { name: 'Check again', exact: true }).click();
    expect((await asked).postDataJSON()).toEqual({ before: 'wire' });
    await expect(verdict).toContainText("OPENAI_API_KEY isn't set.");
    await expectAccessible(page);
  });
}

test('/doctor gives an address, and shows what arrives with the corrected call', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${app.url}/doctor`);
  const panel = page.getByRole('region', { name: 'Listen for requests from another program' });
  const url = (await panel.locator('code').first().textContent({ timeout: 60_000 })) ?? '';
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{16}\/v1$/);
  await panel.getByRole('button', { name: `Copy ${url}`, exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);

  // The question's own call: axios takes the third argument for its options.
  const mistake: object = { ...headers, validateStatus: () => true };
  const refused = await axios.post(`${url}/chat/completions`, data, mistake);
  expect(refused.status).toBe(401);
  expect(refused.data.error.message).toContain('axios.post(url, data, { headers })');
  const arrived = panel.getByRole('list', { name: 'Received requests' }).getByRole('listitem');
  await expect(arrived).toContainText('POST /v1/chat/completions from axios');
  await expect(arrived).toContainText('No Authorization header arrived.');
  await expect(arrived.getByText('absent')).toBeVisible();
  await arrived.getByRole('button', { name: 'Copy corrected call' }).click();
  await expect(arrived.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'await axios.post(url, data, { headers });',
  );

  await axios.post(`${url}/chat/completions?api_key=${KEY}`, data, { headers });
  await expect(arrived).toHaveCount(2);
  await expect(arrived.first()).toContainText('Request received correctly.');
  await expect(arrived.first()).toContainText(`ends in …${KEY.slice(-2)}`);
  // What was used by hand stays open; the newest is on top.
  await expect(arrived.last().getByRole('group', { name: 'Corrected call' })).toBeVisible();
  await expectAccessible(page);
  // Next keeps the address of each request that it answers; this one went past it.
  const trace = new URL('../../.next/dev/trace', import.meta.url);
  const kept = existsSync(trace) ? readFileSync(trace, 'utf8') : '';
  for (const text of [await page.content(), app.output(), kept]) {
    expect(text).not.toContain(KEY.slice(8, 16));
    expect(text).not.toContain(KEY.slice(-6));
  }

  await panel.getByRole('button', { name: 'Clear' }).press('Enter');
  await expect(arrived).toHaveCount(0);
  await page.close();
  await expect.poll(() => fetch(url).catch(() => 'closed')).toBe('closed');
});
