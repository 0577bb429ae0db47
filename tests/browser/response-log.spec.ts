import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { completion, reply } from '../support/completion-events.ts';
import { answer, stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { KEY, OPERATOR_CODE, type OperatorSite, test } from './operator-site.ts';
import { expect, signIn } from './starlight-page.ts';

const POLL_MS = 5000;

/** Answers the first question and refuses the second. */
function answerThenRefuse({ upstream }: OperatorSite): void {
  const refusal = { message: `Incorrect API key provided: ${KEY}`, code: 'invalid_api_key' };
  upstream.respond(async (exchange) => {
    const isSecond = exchange.body.includes('weather');
    const streams = exchange.body.includes('"stream":true');
    const chatReply = streams ? stream(reply('Hi')) : answer(200, completion('Hi'));
    await (isSecond ? answer(401, { error: refusal }) : chatReply)(exchange);
  });
}

/** Acts as another program or tab: adds a line to the log that this page did not cause. */
async function causeResponse(url: string): Promise<void> {
  await fetch(`${url}/v1/models`);
}

/** The doctor's checks go on in their own tab. */
async function checksEnded(page: Page): Promise<void> {
  const again = { name: 'Check everything again', includeHidden: true };
  await expect(page.getByRole('button', again)).toBeAttached();
}

const logOf = (page: Page): Locator => page.getByRole('region', { name: 'Responses' });
const tableOf = (page: Page): Locator => logOf(page).getByRole('table');
/** The rows of responses: each has a button that opens it. */
const rowsOf = (page: Page): Locator =>
  tableOf(page)
    .getByRole('row')
    .filter({ has: page.locator('button[aria-expanded]') });
const filterOf = (page: Page): Locator => logOf(page).getByLabel('Filter responses');

test('the request id of a banner leads the operator to its entry in the log', async ({
  page,
  starlight,
  site,
}) => {
  answerThenRefuse(site);
  const url = await site.start();
  await starlight.open(url);
  await starlight.ask('Good morning');
  await starlight.ask('And the weather?');
  await starlight.banner.getByText('Details').click();
  const ids = starlight.banner.getByRole('definition').filter({ hasText: /^sl_[0-9a-f]{20}$/ });
  const requestId = await ids.innerText();

  await page.goto(`${url}/doctor?request=${requestId}#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  const row = tableOf(page).locator('[aria-current="true"]');
  await expect(row).toBeInViewport();
  await expect(row).toContainText('401');
  await expect(row.getByRole('button')).toBeFocused();
  await expect(row.getByRole('button', { expanded: true })).toContainText('rejected');
  const details = tableOf(page).getByRole('row').filter({ hasText: requestId });
  await expect(details).toContainText('key_invalid');
  await expect(details).toContainText('POST /api/chat');
  await checksEnded(page);
  await expect(row).toBeInViewport();

  const text = `${await page.content()}${site.output()}`;
  expect(text).not.toContain('Good morning');
  expect(text).not.toContain('weather');
  expect(text).not.toContain(KEY.slice(8, 16));
});

test('the log can be filtered, opened, copied and downloaded with the keyboard, without axe violations', async ({
  page,
  starlight,
  context,
  site,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  answerThenRefuse(site);
  const url = await site.start();
  await starlight.open(url);
  await starlight.ask('Good morning');
  await starlight.ask('And the weather?');
  await page.goto(`${url}/doctor#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await checksEnded(page);
  await expect(rowsOf(page).filter({ hasText: 'Answered' })).toHaveCount(1);

  await filterOf(page).selectOption({ label: 'Failures only (1)' });
  await expect(rowsOf(page)).toHaveCount(1);
  await filterOf(page).selectOption('key_invalid');
  const onlyRow = rowsOf(page).getByRole('button');
  await onlyRow.focus();
  await page.keyboard.press('Enter');
  await expect(onlyRow).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy as JSON' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject({ kind: 'key_invalid', status: 401, route: '/api/chat' });

  expect(await axeViolations(page, (axe) => axe.include('#log'))).toEqual([]);

  const downloading = page.waitForEvent('download');
  await logOf(page).getByRole('link', { name: 'Download JSON lines' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^starlight-log-.+\.jsonl$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([copied]);
});

test('new responses appear automatically, and wait while a row is open', async ({ page, site }) => {
  const url = await site.start();
  await page.clock.install();
  await page.goto(`${url}/doctor#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await expect(rowsOf(page)).not.toHaveCount(0);
  // The doctor's own request is logged once it has ended.
  await checksEnded(page);
  await logOf(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(rowsOf(page).filter({ hasText: '/api/doctor' })).toHaveCount(1);
  const before = await rowsOf(page).count();

  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.evaluate(() => window.scrollTo(0, 0));
  await causeResponse(url);
  await page.clock.fastForward(POLL_MS);
  await expect(rowsOf(page)).toHaveCount(before + 1);

  await rowsOf(page).first().getByRole('button').click();
  await causeResponse(url);
  await page.clock.fastForward(POLL_MS);
  const show = logOf(page).getByRole('button', { name: 'Show 1 new' });
  await expect(show).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(before + 1);
  await show.click();
  await expect(rowsOf(page)).toHaveCount(before + 2);
  await expect(logOf(page).getByRole('button', { name: 'Refresh' })).toBeFocused();

  await logOf(page).getByLabel('Refresh every 5 seconds').uncheck();
  let reads = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/log')) reads += 1;
  });
  await page.clock.fastForward(10 * POLL_MS);
  await logOf(page).getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => reads).toBe(1);
});

test('a request that is not in the log is reported as missing, and why', async ({ page, site }) => {
  const url = await site.start();
  const requestId = `sl_${'0'.repeat(20)}`;
  await page.goto(`${url}/doctor?request=${requestId}#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  const note = page.getByRole('status').filter({ hasText: requestId });
  await expect(note).toContainText("isn't in this log");
  await expect(note).toContainText('newer requests have replaced it');
  await expect(note).toBeInViewport();
});

test('a flood of unknown paths is reported in one sentence and adds no row', async ({
  page,
  site,
}) => {
  const url = await site.start();
  for (let at = 0; at < 40; at += 1) await fetch(`${url}/api/${at}`);
  await page.goto(`${url}/doctor#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await expect(logOf(page)).toContainText('40 requests to unknown paths were counted but not kept');
  await expect(rowsOf(page).filter({ hasText: '/api/*' })).toHaveCount(0);
  expect(site.output().match(/"route":"\/api\/\*"/g)).toHaveLength(30);
});

test('in the demo, each visitor sees only their own requests', async ({
  page,
  starlight,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.ask('/simulate quota_exhausted');
  await page.goto(`${demo.url}/doctor#log`);
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText('429');
  const context = await page.context().browser()?.newContext();
  const stranger = await context?.newPage();
  if (!stranger) throw new Error('no browser');
  await stranger.goto(`${demo.url}/doctor#log`);
  await expect(logOf(stranger)).toContainText('Nothing from you yet');
  await context?.close();
});

test('when the log is turned off, it names the variable that did so', async ({ page, site }) => {
  const url = await site.start({ STARLIGHT_RESPONSE_LOG: '0', VERCEL: '1', STARLIGHT_ORIGIN: '' });
  await page.goto(`${url}/doctor#log`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await expect(logOf(page)).toContainText('STARLIGHT_RESPONSE_LOG');
  await expect(tableOf(page)).toHaveCount(0);
});
