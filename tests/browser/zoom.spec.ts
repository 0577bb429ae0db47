import type { Locator, Page } from '@playwright/test';
import { expect, test } from './starlight-page.ts';

// A window of 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10).
test.use({ viewport: { width: 320, height: 256 } });

async function expectNoHorizontalScroll(page: Page): Promise<void> {
  const { scrolled, width } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  expect(scrolled).toBeLessThanOrEqual(width);
}

/** Can be scrolled to, and then fits the width of the screen. */
async function expectReadable(element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  expect(box).not.toBeNull();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
}

test('at 400 %, the log has room, and a banner can be read and used in full', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await expectNoHorizontalScroll(page);
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toContainText('401 Unauthorized');
  const log = await starlight.log.locator('..').boundingBox();
  expect(log?.height).toBeGreaterThan(110);
  for (const step of await starlight.banner.getByRole('listitem').all()) await expectReadable(step);
  const details = starlight.banner.getByText('Details', { exact: true });
  await expectReadable(details);
  await details.click();
  await expectReadable(starlight.banner.getByRole('button', { name: 'Copy diagnostics' }));
  await expectNoHorizontalScroll(page);
});

test('at 400 %, a message can be written, sent and answered', async ({ starlight, page, demo }) => {
  await starlight.open(demo.url);
  await starlight.ask('Show me markdown');
  await expectReadable(starlight.replies.last().getByRole('heading').last());
  await expectReadable(starlight.composer);
  await starlight.composer.fill('a line\n'.repeat(30));
  const field = await starlight.composer.boundingBox();
  expect(field?.height).toBeLessThan(120);
  await expectReadable(starlight.button('Send'));
  await expectNoHorizontalScroll(page);
});

for (const path of ['/setup', '/doctor', '/errors', '/errors/rate_limited', '/no/such/page']) {
  test(`at 400 %, nothing at ${path} overflows the window`, async ({ page, demo }) => {
    await page.goto(demo.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoHorizontalScroll(page);
  });
}
