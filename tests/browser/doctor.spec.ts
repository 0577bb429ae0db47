import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { type AppServer, startApp } from '../support/app-server.ts';
import { completion, reply } from '../support/completion-events.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';

// Made anew each time: the doctor would find a constant one in the history of this repository.
const KEY = `sk-proj-${`${randomUUID()}${randomUUID()}`.replaceAll('-', '')}`;
const OPERATOR_CODE = 'only the owner knows';

let app: AppServer | undefined;
let upstream: ScriptableUpstream;
test.beforeEach(async () => {
  upstream = await startScriptableUpstream();
  upstream.respond(async (exchange) => {
    const models = { object: 'list', data: [{ id: 'gpt-test' }] };
    const whole = exchange.body.includes('"stream":true')
      ? stream(reply('Hi'))
      : answer(200, completion('Hi'));
    await (exchange.path === '/v1/models' ? answer(200, models) : whole)(exchange);
  });
});
test.afterEach(async ({ page }) => {
  await page.close();
  await app?.stop();
  app = undefined;
  await upstream.close();
});

async function start(env: Record<string, string> = {}): Promise<string> {
  app = await startApp({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    ...env,
  });
  return app.url;
}

test('the operator signs in and reads that the key works, then what broke it', async ({ page }) => {
  const url = await start();
  await page.goto(`${url}/doctor`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'The doctor is for the operator',
  );
  expect(upstream.requests).toEqual([]);
  await page.getByLabel('Access code').fill(OPERATOR_CODE);
  await page.keyboard.press('Enter');

  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(page.getByRole('status')).toContainText('The key works');
  await expect(checks.getByRole('listitem').filter({ hasText: 'gpt-test answers' })).toBeVisible();
  expect(upstream.requests).toHaveLength(3);

  const refusal = { message: `Incorrect API key provided: ${KEY}`, code: 'invalid_api_key' };
  upstream.respond(answer(401, { error: refusal }));
  await page.getByRole('button', { name: 'Check again: List of models' }).click();
  await expect(page.getByRole('status')).toContainText('does not accept this key');
  await expect(checks).toContainText(`ends in …${KEY.slice(-2)}`);
  for (const text of [await page.content(), app?.output() ?? '']) {
    expect(text).not.toContain(KEY.slice(8, 16));
    expect(text).not.toContain(KEY.slice(-6));
  }
});

test('a key that cannot be one is named with its repair, which can be copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const url = await start({ OPENAI_API_KEY: `"${KEY}"` });
  await page.goto(`${url}/doctor`);
  await page.getByLabel('Access code').fill(OPERATOR_CODE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('The key has quotation marks around it.');
  await expect(page.getByRole('status')).toContainText('Delete the quotation marks');
  expect(upstream.requests).toEqual([]);

  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^✗ The key has quotation marks around it\./);
  expect(copied).not.toContain(KEY.slice(8, 12));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))).toEqual(
    [],
  );
});

test('where there is no operator, there is no doctor', async ({ page }) => {
  const url = await start({ STARLIGHT_OPERATOR_CODE: '' });
  const response = await page.goto(`${url}/doctor`);
  expect(response?.status()).toBe(404);
});

test('in the demo it says that there is nothing to examine', async ({ page, demo }) => {
  await page.goto(`${demo.url}/doctor`);
  await expect(page.getByRole('status')).toContainText('Starlight runs as the demo');
});
