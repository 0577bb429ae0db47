import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Page } from '@playwright/test';
import axios from 'axios';
import { type DevelopmentServer, startDevelopment } from '../support/development-server.ts';
import { exchangeRaw, rawRequest } from '../support/raw-http.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

// Random for each run: nothing on disk can contain it from before.
const KEY = `sk-proj-${`${randomUUID()}${randomUUID()}`.replaceAll('-', '')}`;
const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'Hi' }] };

// One server for all tests: Next allows one per folder, and compiles each page on its first request.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
let app: DevelopmentServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startDevelopment({});
  const pages = ['/', '/setup', '/doctor', '/api/doctor', '/api/doctor/listen'];
  await Promise.all(pages.map((path) => fetch(`${app.url}${path}`).then((page) => page.text())));
});
test.afterAll(() => app?.stop());

test('the development server answers only this machine, under one of its own names', async () => {
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
      const request = rawRequest(`GET ${target} HTTP/1.1`, { host, origin });
      expect(await exchangeRaw(app.port, request), `${host} ${target}`).toMatchObject({
        status: 403,
      });
    }
    for (const target of ['/api/chat', '/api/doctor', '/api/doctor/listen', '/api/session']) {
      const typed = { host, origin, 'content-type': 'application/json', 'content-length': '2' };
      const request = rawRequest(`POST ${target} HTTP/1.1`, typed, '{}');
      expect(await exchangeRaw(app.port, request), `${host} ${target}`).toMatchObject({
        status: 403,
      });
    }
  }
  const upgrade = { host: 'evil.example', connection: 'Upgrade', upgrade: 'websocket' };
  const upgraded = await exchangeRaw(
    app.port,
    rawRequest('GET /_next/webpack-hmr HTTP/1.1', upgrade),
  );
  expect(upgraded).toMatchObject({ status: null, closed: true });

  const otherAddresses = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid);
  for (const { address, family } of otherAddresses) {
    const name = family === 'IPv6' ? `[${address}]` : address;
    const response = await fetch(`http://${name}:${app.port}/api/health`).catch(() => 'closed');
    expect(response, name).toBe('closed');
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

    const checking = page.waitForRequest(`${app.url}/api/doctor`);
    await page.getByRole('button', { name: 'Check again', exact: true }).click();
    expect((await checking).postDataJSON()).toEqual({ before: 'wire' });
    await expect(verdict).toContainText("OPENAI_API_KEY isn't set.");
    await expectAccessible(page);
  });
}

test('/doctor shows an address, and each request that arrives there with the corrected call', async ({
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

  // The call from the question: axios takes the third argument as its config.
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
  // What the operator has used stays open; the newest is on top.
  await expect(arrived.last().getByRole('group', { name: 'Corrected call' })).toBeVisible();
  await expectAccessible(page);
  // Next records the address of each request it answers; this one bypassed Next.
  const traceFile = new URL('../../.next/dev/trace', import.meta.url);
  const trace = existsSync(traceFile) ? readFileSync(traceFile, 'utf8') : '';
  for (const text of [await page.content(), app.output(), trace]) {
    expect(text).not.toContain(KEY.slice(8, 16));
    expect(text).not.toContain(KEY.slice(-6));
  }

  await panel.getByRole('button', { name: 'Clear' }).press('Enter');
  await expect(arrived).toHaveCount(0);
  await page.close();
  await expect.poll(() => fetch(url).catch(() => 'closed')).toBe('closed');
});
