import { recordAnnouncements } from '../support/record-announcements.ts';
import { expect, test } from './starlight-page.ts';

test('a failing turn is announced in order, once, and its banner announces nothing more', async ({
  starlight,
  page,
  demo,
}) => {
  const announced = await recordAnnouncements(page);
  await page.clock.install();
  await starlight.open(demo.url);
  await starlight.send('/simulate rate_limited 50');
  await expect(starlight.banner).toBeVisible();
  const soFar = [
    'status: Waiting for the reply',
    'alert: 429 Too Many Requests: rate limit reached',
  ];
  expect(await announced()).toEqual(soFar);

  await starlight.banner.getByText('Details', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Send automatically when ready' }).check();
  await page.getByRole('checkbox', { name: 'Send automatically when ready' }).uncheck();
  await page.clock.fastForward(20_000);
  await expect(page.getByRole('timer')).toHaveText(/0:[12]\d/);
  expect(await announced()).toEqual(soFar);

  await page.clock.fastForward(40_000);
  await expect(starlight.button('Retry')).toBeEnabled();
  expect(await announced()).toEqual([...soFar, 'status: You can try again now']);
});

test('the end of a cut-off reply is announced only by its banner', async ({
  starlight,
  page,
  demo,
}) => {
  const announced = await recordAnnouncements(page);
  await starlight.open(demo.url);
  await starlight.send('/simulate reply_interrupted');
  await expect(starlight.banner).toBeVisible({ timeout: 15_000 });
  expect(await announced()).toEqual([
    'status: Waiting for the reply',
    'alert: The connection dropped partway through the reply',
  ]);
});

test('a restored network is announced once, and not repeated by the banner', async ({
  starlight,
  page,
  context,
  demo,
}) => {
  const announced = await recordAnnouncements(page);
  await starlight.open(demo.url);
  await starlight.send('/simulate offline');
  await expect(starlight.button('Send again')).toBeVisible();
  await context.setOffline(true);
  await expect(starlight.button('Waiting for the network')).toBeVisible();
  await context.setOffline(false);
  await expect(starlight.button('Send now')).toBeVisible();
  expect(await announced()).toEqual([
    'status: Waiting for the reply',
    'alert: This device was offline',
    "status: You're offline. Messages are saved; you can send them when you're back.",
    "status: You're back online.",
  ]);
});

test('an earlier failure is not announced again when the conversation is opened', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toBeVisible();
  await starlight.ask('hello');
  const announced = await recordAnnouncements(page);
  await starlight.reload();
  await expect(starlight.banner).toContainText('401 Unauthorized');
  expect(await announced()).toEqual([]);
});
