import type { Page } from '@playwright/test';
import { expect, type StarlightPage, test } from './starlight-page.ts';

test.use({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });

/** Sunday, 14:05 in Berlin. */
const NOON = '2026-11-22T13:05:00Z';
const AUTOMATICALLY = 'Send automatically when ready';

test.beforeEach(async ({ starlight, page, demo }) => {
  await page.clock.install({ time: NOON });
  await starlight.open(demo.url);
});

test.describe('four kinds of 429 are distinguished:', () => {
  test("the provider's rate limit counts down, and disables Retry", async ({ starlight, page }) => {
    await starlight.send('/simulate rate_limited 50');
    await expect(page.getByRole('timer')).toHaveText(/^You can try again in 0:[45]\d$/);
    await expect(starlight.button('Retry')).toBeDisabled();
  });

  test("a daily limit gives the time in the reader's time zone, and counts down in its last hour", async ({
    starlight,
    page,
  }) => {
    await starlight.send('/simulate rate_limited_daily 20000');
    await expect(starlight.banner.getByText('You can try again at 19:39.')).toBeVisible();
    await expect(page.getByRole('timer')).toBeHidden();
    await expect(starlight.button('Retry anyway')).toBeEnabled();
    await page.clock.fastForward('04:40:00');
    await expect(page.getByRole('timer')).toHaveText(/^You can try again in 53:\d\d$/);
    await expect(starlight.button('Retry')).toBeDisabled();
  });

  test('a wait until the next day names the day', async ({ starlight }) => {
    await starlight.send('/simulate rate_limited_daily 80000');
    await expect(starlight.banner).toContainText(/You can try again tomorrow at 12:1\d\./);
  });

  test('used-up credit offers no retry and no wait', async ({ starlight, page }) => {
    await starlight.send('/simulate quota_exhausted');
    await expect(starlight.banner).toContainText("Waiting won't restore credit");
    await expect(page.getByRole('timer')).toBeHidden();
    await expect(starlight.button(/^Retry/)).toBeHidden();
    await expect(starlight.banner.getByRole('listitem')).toHaveCount(3);
    await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
    await expect(starlight.banner).toContainText("Retrying won't help until");
    await expect(starlight.button(/^Retry/)).toBeHidden();
    await expect(starlight.banner).toContainText(/Request ID: \S+/);
  });

  test("Starlight's own limits say that they are the site's, and how long to wait", async ({
    starlight,
    page,
  }) => {
    await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
    await starlight.send('/simulate visitor_rate_limited 30');
    await expect(starlight.banner).toContainText("this site's rate limit is reached");
    await expect(page.getByRole('timer')).toHaveText(/^You can try again in 0:[23]\d$/);
  });

  test("a budget ends with the day in UTC, shown in the reader's time zone", async ({
    starlight,
  }) => {
    await starlight.send('/simulate budget_spent');
    await expect(starlight.banner).toContainText('You can try again tomorrow at 01:00.');
  });
});

test.describe('in New York', () => {
  test.use({ locale: 'en-US', timezoneId: 'America/New_York' });

  test('the same budget ends this evening', async ({ starlight }) => {
    await starlight.send('/simulate budget_spent');
    await expect(starlight.banner).toContainText(/You can try again at 7:00\sPM\./);
  });
});

test.describe('when Retry becomes active,', () => {
  test('it is announced once, and a visitor who is typing keeps the focus', async ({
    starlight,
    page,
  }) => {
    await starlight.send('/simulate rate_limited 30');
    await expect(starlight.button('Retry')).toBeDisabled();
    await starlight.composer.pressSequentially('half a sen');
    await page.clock.fastForward(30_000);
    await expect(page.getByRole('status').filter({ hasText: 'You can try again now' })).toHaveCount(
      1,
    );
    await expect(starlight.button('Retry')).toBeEnabled();
    await page.keyboard.type('tence');
    await expect(starlight.composer).toHaveValue('half a sentence');
  });

  test('it takes the focus when nothing has it', async ({ starlight, page }) => {
    await starlight.send('/simulate rate_limited 30');
    await expect(starlight.button('Retry')).toBeDisabled();
    await starlight.composer.blur();
    await page.clock.fastForward(30_000);
    await expect(starlight.button('Retry')).toBeFocused();
  });

  test('it takes the focus from within its banner', async ({ starlight, page }) => {
    await starlight.send('/simulate rate_limited 30');
    await starlight.banner.getByText('Details', { exact: true }).focus();
    await page.clock.fastForward(30_000);
    await expect(starlight.button('Retry')).toBeFocused();
  });

  test('a button elsewhere keeps the focus', async ({ starlight, page }) => {
    await starlight.send('/simulate rate_limited 30');
    await expect(starlight.button('Retry')).toBeDisabled();
    await starlight.button('Simulate a failure').focus();
    await page.clock.fastForward(30_000);
    await expect(starlight.button('Retry')).toBeEnabled();
    await expect(starlight.button('Simulate a failure')).toBeFocused();
  });

  test('nothing is announced or focused if it was active from the start', async ({
    starlight,
    page,
  }) => {
    await starlight.send('/simulate rate_limited 2');
    await expect(page.getByRole('timer')).toHaveText('You can try again now');
    await starlight.reload();
    await expect(starlight.button('Retry')).toBeEnabled();
    await expect(page.getByRole('timer')).toHaveText('You can try again now');
    await expect(page.getByRole('status').filter({ hasText: 'You can try again now' })).toHaveCount(
      0,
    );
    await expect(starlight.button('Retry')).not.toBeFocused();
  });
});

test.describe('Send automatically when ready', () => {
  test('sends once at that moment', async ({ starlight, page }) => {
    const sentMessages = countMessages(page);
    await starlight.send('/simulate rate_limited 2');
    await page.getByRole('checkbox', { name: AUTOMATICALLY }).check();
    await expect(starlight.banner).toHaveCount(0);
    await starlight.ended();
    await expect(starlight.replies).toHaveCount(1);
    expect(sentMessages()).toBe(2);
  });

  test('sends when the page wakes from sleep, and does not resend after a second failure', async ({
    starlight,
    page,
  }) => {
    const sentMessages = countMessages(page);
    await starlight.send('/simulate rate_limited 30');
    await page.getByRole('checkbox', { name: AUTOMATICALLY }).check();
    // The server has not slept, so it refuses again.
    const again = page.waitForResponse('**/api/chat');
    await page.clock.fastForward(3600_000);
    expect((await again).status()).toBe(429);
    await expect(page.getByRole('checkbox', { name: AUTOMATICALLY })).not.toBeChecked();
    await expect(page.getByRole('timer')).toHaveText(/You can try again in 0:[23]\d/);
    await page.clock.fastForward(3600_000);
    await expect(starlight.button('Retry')).toBeEnabled();
    expect(sentMessages()).toBe(2);
  });

  test('waits for the network as well', async ({ starlight, page, context }) => {
    const sentMessages = countMessages(page);
    await starlight.send('/simulate rate_limited 2');
    await page.getByRole('checkbox', { name: AUTOMATICALLY }).check();
    await context.setOffline(true);
    await expect(page.getByRole('timer')).toHaveText('You can try again now');
    expect(sentMessages()).toBe(1);
    await context.setOffline(false);
    await starlight.ended();
    await expect(starlight.banner).toHaveCount(0);
    expect(sentMessages()).toBe(2);
  });

  test('does not send if something else was sent meanwhile', async ({ starlight, page }) => {
    const sentMessages = countMessages(page);
    await starlight.send('/simulate rate_limited 30');
    await page.getByRole('checkbox', { name: AUTOMATICALLY }).check();
    await starlight.ask('hello');
    await page.clock.fastForward(60_000);
    await expect(starlight.banner).toHaveCount(1);
    await expect(page.getByRole('timer')).toBeHidden();
    expect(sentMessages()).toBe(2);
  });

  test('is forgotten on reload', async ({ starlight, page }) => {
    await starlight.send('/simulate rate_limited 50');
    await page.getByRole('checkbox', { name: AUTOMATICALLY }).check();
    await starlight.reload();
    await expect(page.getByRole('checkbox', { name: AUTOMATICALLY })).not.toBeChecked();
  });

  test('can be checked, and everything in the banner reached, with only the keyboard', async ({
    starlight,
    page,
  }) => {
    await starlight.send('/simulate rate_limited 50');
    await expect(starlight.button('Retry')).toBeDisabled();
    await tabBackTo(starlight, page, starlight.banner.getByText('Details', { exact: true }));
    await page.keyboard.press('Enter');
    await expect(starlight.button('Copy diagnostics')).toBeVisible();
    await tabBackTo(starlight, page, starlight.button('Retry'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('timer')).toBeVisible();
    await tabBackTo(starlight, page, page.getByRole('checkbox', { name: AUTOMATICALLY }));
    await page.keyboard.press('Space');
    await expect(page.getByRole('checkbox', { name: AUTOMATICALLY })).toBeChecked();
  });
});

/** How many messages the page has sent. */
function countMessages(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/chat') count += 1;
  });
  return () => count;
}

/** Moves back with Shift+Tab to the target, as a person coming from the message field would. */
async function tabBackTo(
  starlight: StarlightPage,
  page: Page,
  target: ReturnType<StarlightPage['button']>,
): Promise<void> {
  for (let steps = 0; steps < 12; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Shift+Tab');
  }
  await expect(target, await starlight.banner.innerText()).toBeFocused();
}
