import type { Page } from '@playwright/test';
import { expect, test } from './starlight-page.ts';

test.beforeEach(async ({ starlight, demo }) => {
  await starlight.open(demo.url);
});

test('a message written offline waits for the network, and is sent only by a press', async ({
  starlight,
  page,
  context,
}) => {
  const messages = watchMessages(page);
  await starlight.ask('What does 429 mean?');
  await context.setOffline(true);
  await starlight.send('hello');
  await expect(starlight.banner).toContainText('This device was offline');
  await expect(starlight.button('Waiting for the network')).toBeDisabled();
  await context.setOffline(false);
  await expect(starlight.banner.getByText("You're back online.")).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: "You're back online." })).toHaveCount(1);
  await expect(starlight.button('Send now')).toBeEnabled();
  expect(messages.answered).toBe(1);
  await starlight.button('Send now').click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
  await expect(starlight.questions).toHaveCount(2);
  expect(messages.answered).toBe(2);
});

test('a message that did not reach the site is sent again by a press', async ({
  starlight,
  page,
  context,
}) => {
  await page.route('**/api/chat', (route) => route.abort('connectionrefused'));
  await starlight.send('hello');
  await expect(starlight.banner).toContainText("can't be reached");
  await expect(starlight.button('Send again')).toBeEnabled();
  await context.setOffline(true);
  await expect(starlight.button('Waiting for the network')).toBeDisabled();
  await context.setOffline(false);
  await page.unroute('**/api/chat');
  await starlight.button('Send now').click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
});

test('a reply that was cut off can be continued once there is a network', async ({
  starlight,
  context,
}) => {
  await starlight.send('/simulate reply_interrupted');
  await expect(starlight.button('Continue')).toBeEnabled({ timeout: 15_000 });
  await context.setOffline(true);
  await expect(starlight.button('Waiting for the network')).toHaveCount(1);
  await expect(starlight.button('Continue')).toBeHidden();
  await context.setOffline(false);
  await expect(starlight.banner).toContainText("You're back online.");
  await starlight.button('Continue').click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
});

/** Counts answered messages: one that fails without a network is also a request. */
function watchMessages(page: Page): { answered: number } {
  const counts = { answered: 0 };
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/api/chat') counts.answered += 1;
  });
  return counts;
}
