import { CHECK_IDS } from '#lib/core/doctor/report/doctor-report.ts';
import { completion, reply } from '../support/completion-events.ts';
import { answer, stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { KEY, OPERATOR_CODE, test } from './operator-site.ts';
import { expect, StarlightPage, signIn } from './starlight-page.ts';

test.beforeEach(({ site }) => {
  site.upstream.respond(async (exchange) => {
    const models = { object: 'list', data: [{ id: 'gpt-test' }] };
    const chatReply = exchange.body.includes('"stream":true')
      ? stream(reply('Hi'))
      : answer(200, completion('Hi'));
    await (exchange.path === '/v1/models' ? answer(200, models) : chatReply)(exchange);
  });
});

test('the operator signs in and reads that the key works, then what broke it', async ({
  page,
  site,
}) => {
  const url = await site.start();
  await page.goto(`${url}/doctor`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'The doctor is for the operator',
  );
  expect(site.upstream.requests).toEqual([]);
  await signIn(page, OPERATOR_CODE, 'Operator code');

  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(page.getByRole('status')).toContainText('The key works');
  const responds = checks.getByRole('listitem').filter({ hasText: 'gpt-test responds' });
  await expect(responds).toBeHidden();
  await page.getByRole('button', { name: /^\d+ passed/ }).click();
  await expect(responds).toBeVisible();
  expect(site.upstream.requests).toHaveLength(3);

  const refusal = { message: `Incorrect API key provided: ${KEY}`, code: 'invalid_api_key' };
  site.upstream.respond(answer(401, { error: refusal }));
  await page.getByRole('button', { name: 'Check again: List of models' }).click();
  await expect(page.getByRole('status')).toContainText('rejected this key');
  await expect(checks).toContainText(`ends in …${KEY.slice(-2)}`);
  for (const text of [await page.content(), site.output()]) {
    expect(text).not.toContain(KEY.slice(8, 16));
    expect(text).not.toContain(KEY.slice(-6));
  }
});

test('a malformed key is reported with its fix, which can be copied', async ({
  page,
  context,
  site,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const url = await site.start({ OPENAI_API_KEY: `"${KEY}"` });
  await page.goto(`${url}/doctor`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await expect(page.getByRole('status')).toContainText('The key has quotation marks around it.');
  await expect(page.getByRole('status')).toContainText('Delete the quotation marks');
  expect(site.upstream.requests).toEqual([]);

  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^✗ The key has quotation marks around it\./);
  expect(copied).not.toContain(KEY.slice(8, 12));
  expect(await axeViolations(page)).toEqual([]);
});

test('an address with a check scrolls to its row, opens and marks it, and moves no focus later', async ({
  page,
  site,
}) => {
  const url = await site.start();
  await page.goto(`${url}/doctor#check-clock`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  const clock = page.locator('#check-clock');
  await expect(clock).toBeFocused();
  await expect(clock).toBeInViewport();
  await expect(page.getByRole('status')).toContainText('The key works');

  const checkAll = page.getByRole('button', { name: 'Check everything again' });
  await checkAll.press('Enter');
  await expect(page.getByRole('status')).toContainText('The key works');
  await expect(checkAll).toBeFocused();

  const shape = page.locator('#check-shape');
  await expect(shape.getByText('has 72 characters')).toBeHidden();
  await page.evaluate(() => window.location.assign('#check-shape'));
  await expect(shape).toBeFocused();
  await expect(shape.getByText('has 72 characters')).toBeVisible();
  await page.getByRole('button', { name: 'Check again: Key format' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Check again: Key format' })).toBeEnabled();
  await expect(shape).not.toBeFocused();
  for (const id of CHECK_IDS) await expect(page.locator(`#check-${id}`)).toHaveCount(1);
});

test('the log is a tab of its own, by keyboard and by address', async ({ page, site }) => {
  const url = await site.start();
  await page.goto(`${url}/doctor#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  const checks = page.getByRole('tab', { name: 'Checks' });
  const log = page.getByRole('tab', { name: 'Responses' });
  const responses = page.getByRole('region', { name: 'Responses' });
  await expect(log).toHaveAttribute('aria-selected', 'true');
  await expect(responses).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check everything again' })).toBeHidden();
  await log.focus();
  await page.keyboard.press('ArrowRight');
  await expect(checks).toBeFocused();
  await expect(page.getByRole('status')).toContainText('The key works');
  await expect(responses).toBeHidden();
  await expect(page).toHaveURL(/#checks$/);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('End');
  await expect(log).toBeFocused();
  await expect(responses).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('without a check in its address, the page does not move the focus', async ({ page, site }) => {
  const url = await site.start();
  await page.goto(`${url}/doctor#check-nothing`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await expect(page.getByRole('status')).toContainText('The key works');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});

test('strangers see no results of checks on the setup screen or in its source', async ({
  page,
  site,
}) => {
  const url = await site.start({ OPENAI_API_KEY: '' });
  const requestedPaths: string[] = [];
  page.on('request', (request) => requestedPaths.push(new URL(request.url()).pathname));
  for (const path of ['/', '/setup']) {
    await page.goto(`${url}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText("This chat isn't set up yet");
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('status')).toHaveCount(0);
    await expect(page.getByRole('list', { name: 'Checks' })).toHaveCount(0);
    const source = await (await page.request.get(`${url}${path}`)).text();
    for (const text of [source, await page.content()]) {
      expect(text).not.toMatch(/is set but empty|Create a key|check-variable|read immediately/);
    }
  }
  expect(requestedPaths.filter((path) => path.startsWith('/api/'))).toEqual([]);
  const listen = await page.request.post(`${url}/api/doctor/listen`, {
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    data: {},
  });
  expect(listen.status()).toBe(404);
});

test('without an operator, there is no doctor', async ({ page, site }) => {
  const url = await site.start({ STARLIGHT_OPERATOR_CODE: '' });
  const response = await page.goto(`${url}/doctor`);
  expect(response?.status()).toBe(404);
});

test('in the demo, the doctor says that there is nothing to check', async ({ page, demo }) => {
  await page.goto(`${demo.url}/doctor`);
  await expect(page.getByRole('status')).toContainText('Starlight is running as the demo');
});

test('the limits are listed with their use, and with what several instances allow', async ({
  page,
  site,
}) => {
  const url = await site.start({
    STARLIGHT_DAILY_TOKENS: '100000',
    STARLIGHT_TEAM_TOKENS: 'reports:a-team-token-of-some-length',
    STARLIGHT_TEAM_RATE_LIMITS: 'reports:120',
    STARLIGHT_TEAM_SHARES: 'reports:25',
  });
  await page.goto(`${url}/doctor`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  const limits = page.getByRole('list', { name: 'Limits' });
  const row = (name: string) =>
    limits.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await expect(row('Each visitor')).toContainText('20 requests a minute');
  await expect(row('Each visitor')).toContainText('STARLIGHT_RATE_LIMIT');
  await expect(row('Each visitor')).toContainText('none now');
  await expect(row('Tokens per day')).toContainText('0 tokens today');
  await expect(row('Dollars per day')).toContainText('no cap');
  await expect(row('Page visitors')).toContainText('75,000 tokens a day');
  await expect(row('Team reports')).toContainText('120 requests a minute, 25,000 tokens a day');
  await expect(page.getByText('Two instances allow twice as much')).toBeVisible();
  await expect(page.getByText('docs/deploy/vercel.md')).toBeVisible();

  const chat = await page.context().newPage();
  const visitor = new StarlightPage(chat);
  await visitor.open(url);
  await visitor.ask('Hello?');
  await chat.close();
  const call = await page.request.get(`${url}/v1/models`, {
    headers: { authorization: 'Bearer a-team-token-of-some-length' },
  });
  expect(call.status()).toBe(200);
  await page.getByRole('button', { name: 'Refresh counts' }).click();
  await expect(row('Each visitor')).toContainText('1 active now; the busiest sent 1');
  await expect(row('Everyone together')).toContainText('2 now');
  await expect(row('Tokens per day')).toContainText('10 tokens today');
  await expect(row('Team reports')).toContainText('1 request now, 0 tokens today');
});

test('a public demo shows nothing of budgets or teams', async ({ page, site }) => {
  const url = await site.start({
    STARLIGHT_DEMO: '1',
    STARLIGHT_OPERATOR_CODE: '',
    STARLIGHT_DAILY_TOKENS: '54321',
    STARLIGHT_TEAM_TOKENS: 'secret-team:a-team-token-of-some-length',
  });
  await page.goto(`${url}/doctor`);
  await expect(page.getByRole('list', { name: 'Limits' })).toContainText('20 requests a minute');
  expect(await page.content()).not.toMatch(/54[,.]?321|secret-team/);
});
