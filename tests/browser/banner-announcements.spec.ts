import { recordAnnouncements } from '../support/record-announcements.ts';
import { expect, test } from './starlight-page.ts';

test('a failing turn is told in order, once, and nothing in its banner speaks again', async ({
  starlight,
  page,
  demo,
}) => {
  const heard = await recordAnnouncements(page);
  await page.clock.install();
  await starlight.open(demo.url);
  await starlight.send('/simulate rate_limited 50');
  await expect(starlight.banner).toBeVisible();
  const untilNow = [
    'status: Waiting for the reply',
    'alert: 429 Too Many Requests: rate limit reached',
  ];
  expect(await heard()).toEqual(untilNow);

  await starlight.banner.getByText('Details', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Send automatically when ready' }).check();
  await page.getByRole('checkbox', { name: 'Send automatically when ready' }).uncheck();
  await page.clock.fastForward(20_000);
  await expect(page.getByRole('timer')).toHaveText(/0:[12]\d/);
  expect(await heard()).toEqual(untilNow);

  await page.clock.fastForward(40_000);
  await expect(starlight.button('Retry')).toBeEnabled();
  expect(await heard()).toEqual([...untilNow, 'status: You can try again now']);
});

test('the end of a reply that was cut is told by its banner alone', async ({
  starlight,
  page,
  demo,
}) => {
  const heard = await recordAnnouncements(page);
  await starlight.open(demo.url);
  await starlight.send('/simulate reply_interrupted');
  await expect(starlight.banner).toBeVisible({ timeout: 15_000 });
  expect(await heard()).toEqual([
    'status: Waiting for the reply',
    'alert: The connection dropped partway through the reply',
  ]);
});

test('a network that comes back is told once, and not by the banner again', async ({
  starlight,
  page,
  context,
  demo,
}) => {
  const heard = await recordAnnouncements(page);
  await starlight.open(demo.url);
  await starlight.send('/simulate offline');
  await expect(starlight.button('Send again')).toBeVisible();
  await context.setOffline(true);
  await expect(starlight.button('Waiting for the network')).toBeVisible();
  await context.setOffline(false);
  await expect(starlight.button('Send now')).toBeVisible();
  expect(await heard()).toEqual([
    'status: Waiting for the reply',
    'alert: This device was offline',
    "status: You're offline. Messages are saved; you can send them when you're back.",
    "status: You're back online.",
  ]);
});

test('an earlier failure is not told again when the conversation is opened', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toBeVisible();
  await starlight.ask('hello');
  const heard = await recordAnnouncements(page);
  await starlight.reload();
  await expect(starlight.banner).toContainText('401 Unauthorized');
  expect(await heard()).toEqual([]);
});
