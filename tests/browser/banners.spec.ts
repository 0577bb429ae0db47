import type { StarlightPage } from './starlight-page.ts';
import { expect, test } from './starlight-page.ts';

test.beforeEach(async ({ starlight, demo }) => {
  await starlight.open(demo.url);
});

const FAILURES = [
  ['bad_request', '400 Bad Request'],
  ['context_too_long', '400 Bad Request'],
  ['key_invalid', '401 Unauthorized'],
  ['missing_scopes', '401 Unauthorized'],
  ['model_not_allowed', '403 Forbidden'],
  ['model_not_found', '404 Not Found'],
  ['rate_limited', '429 Too Many Requests'],
  ['rate_limited_daily', '429 Too Many Requests'],
  ['quota_exhausted', '429 Too Many Requests'],
  ['spend_limit_reached', '429 Too Many Requests'],
  ['server_error', '500 Internal Server Error'],
  ['bad_gateway', '502 Bad Gateway'],
  ['dns_failure', '502 Bad Gateway'],
  ['overloaded', '503 Service Unavailable'],
  ['upstream_timeout', '504 Gateway Timeout'],
  ['visitor_rate_limited', '429 Too Many Requests'],
  ['closed', '503 Service Unavailable'],
] as const;

for (const [kind, heading] of FAILURES) {
  test(`${kind} shows ${heading} and loses nothing`, async ({ starlight }) => {
    await starlight.send(`/simulate ${kind}`);
    await expect(starlight.banner).toContainText(heading);
    await expect(starlight.questions).toContainText(`/simulate ${kind}`);
    await expect(starlight.composer).toBeEditable();
    await expect(starlight.button('Send')).toBeVisible();
    await expectKindInDetails(starlight, kind);
  });
}

for (const kind of ['reply_interrupted', 'reply_stalled', 'reply_truncated', 'reply_filtered']) {
  test(`${kind} keeps the part of the reply that arrived`, async ({ starlight }) => {
    await starlight.send(`/simulate ${kind}`);
    await expect(starlight.banner).toBeVisible({ timeout: 15_000 });
    expect((await starlight.replies.innerText()).length).toBeGreaterThan(100);
    await expectKindInDetails(starlight, kind);
  });
}

test('a reply that was cut off is continued in the same message', async ({ starlight }) => {
  await starlight.send('/simulate reply_interrupted');
  await expect(starlight.banner).toBeVisible({ timeout: 15_000 });
  const before = (await starlight.replies.innerText()).slice(0, 60);
  await starlight.button('Continue').click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
  await expect(starlight.replies).toHaveCount(1);
  expect(await starlight.replies.innerText()).toContain(before.slice(0, 40));
});

test('a rate limit counts down, and the retry after it works', async ({ starlight, page }) => {
  await starlight.send('/simulate rate_limited 3');
  await expect(page.getByRole('timer')).toHaveText(/You can try again in 0:0[123]/);
  await expect(starlight.button('Retry')).toBeDisabled();
  await starlight.button('Retry').click({ timeout: 10_000 });
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
  await expect(starlight.replies).toHaveCount(1);
});

test('a countdown continues after a reload', async ({ starlight, page }) => {
  await starlight.send('/simulate rate_limited 30');
  await expect(page.getByRole('timer')).toHaveText(/You can try again in 0:[23]\d/);
  await starlight.reload();
  await expect(page.getByRole('timer')).toHaveText(/You can try again in 0:[12]\d/);
});

test('a server error is retried with a press', async ({ starlight }) => {
  await starlight.send('/simulate server_error');
  await starlight.button('Retry').click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
});

test('a failure that only a browser can meet is simulated in the browser', async ({
  starlight,
}) => {
  await starlight.send('/simulate offline');
  await expect(starlight.banner).toContainText(/offline/i);
  await starlight.button('Send again').click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
});

test('the visitor is told whom to contact, the operator what to do', async ({
  starlight,
  page,
}) => {
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toContainText('OPENAI_API_KEY');
  await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
  await expect(starlight.banner).toContainText('401 Unauthorized');
  await expect(starlight.banner).not.toContainText('OPENAI_API_KEY');
  await expect(starlight.banner).toContainText('the site owner');
});

test('a conversation that is too long shows the numbers and can be shortened', async ({
  starlight,
  page,
}) => {
  await starlight.ask('hello');
  await starlight.ask('What does 429 mean?');
  await starlight.send('/simulate context_too_long');
  await expect(starlight.banner).toContainText(/[\d,]{4,} tokens/);
  await expect(starlight.button('New chat').last()).toBeVisible();
  const request = page.waitForRequest('**/api/chat');
  await starlight.button(/^Leave out the 4 oldest messages and retry$/).click();
  expect((await request).postDataJSON().messages).toHaveLength(1);
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
  await expect(starlight.questions).toHaveCount(3);
  await expect(starlight.log.getByText('The 4 oldest messages were left out')).toBeVisible();

  // The complete conversation would be too long for the next message too.
  await starlight.reload();
  await starlight.hydrated();
  const next = page.waitForRequest('**/api/chat');
  await starlight.send('hello again');
  expect((await next).postDataJSON().messages).toHaveLength(3);
});

test('the only message of a conversation that is too long can be edited instead', async ({
  starlight,
}) => {
  await starlight.send('/simulate context_too_long');
  await starlight.banner.getByRole('button', { name: 'Edit message' }).click();
  await expect(starlight.page.getByRole('textbox', { name: 'Edit your message' })).toBeFocused();
});

test('a failed turn keeps its banner after a reload, and is not sent to the model', async ({
  starlight,
  page,
}) => {
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toBeVisible();
  await starlight.reload();
  await expect(starlight.banner).toContainText('401 Unauthorized');
  const request = page.waitForRequest('**/api/chat');
  await starlight.send('hello');
  const { messages } = (await request).postDataJSON();
  expect(messages).toEqual([
    { role: 'user', content: '/simulate key_invalid' },
    { role: 'user', content: 'hello' },
  ]);
});

test('Copy diagnostics copies what support asks for', async ({ starlight, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await starlight.send('/simulate server_error');
  await starlight.banner.getByText('Details', { exact: true }).click();
  await starlight.button('Copy diagnostics').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/Kind: server_error\nCertainty: \w.*\nStatus: 500\nRequest ID: \S+/);
  expect(copied).not.toMatch(/sk-|The server had an error/);
});

test('the menu of all failures fills the message field without sending', async ({
  starlight,
  page,
}) => {
  await starlight.button('Simulate a failure').click();
  await page.getByRole('searchbox', { name: 'Search failures' }).fill('quota');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /quota_exhausted/ })
    .click();
  await expect(starlight.composer).toHaveValue('/simulate quota_exhausted');
  await expect(starlight.questions).toHaveCount(0);
});

async function expectKindInDetails(starlight: StarlightPage, kind: string): Promise<void> {
  await starlight.banner.getByText('Details', { exact: true }).click();
  await expect(starlight.banner.getByText(kind, { exact: true })).toBeVisible();
}
