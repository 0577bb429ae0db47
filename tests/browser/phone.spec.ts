import type { Page } from '@playwright/test';
import { expect, test } from './starlight-page.ts';

async function expectNoHorizontalScroll(page: Page): Promise<void> {
  const { scrolled, width } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  expect(scrolled).toBeLessThanOrEqual(width);
}

test.beforeEach(async ({ starlight, demo }) => {
  await starlight.open(demo.url);
});

test('chat, a table and a banner fit a phone', async ({ starlight, page }) => {
  await expectNoHorizontalScroll(page);
  await starlight.ask('Show me markdown');
  await expectNoHorizontalScroll(page);
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toContainText('401 Unauthorized');
  await starlight.banner.getByText('Details', { exact: true }).tap();
  await expectNoHorizontalScroll(page);
});

test('the drawer opens, switches the conversation and closes', async ({ starlight, page }) => {
  await starlight.ask('hello');
  await starlight.button('Open conversations').tap();
  const drawer = page.getByRole('dialog', { name: 'Conversations' });
  await drawer.getByRole('button', { name: 'New chat' }).tap();
  await expect(drawer).toBeHidden();
  await expect(starlight.log).toBeHidden();
  await starlight.button('Open conversations').tap();
  await drawer.getByRole('button', { name: 'hello', exact: true }).tap();
  await expect(starlight.questions).toContainText('hello');
});

test('every control is at least 44 pixels high', async ({ starlight, page }) => {
  await starlight.send('/simulate rate_limited 60');
  await expect(starlight.banner).toBeVisible();
  const small = await page.evaluate(() =>
    Array.from(document.querySelectorAll('button, select, summary, a[href]'))
      .filter((element) => element.checkVisibility())
      // A link within a sentence is as high as its line (WCAG 2.2, 2.5.8, exception).
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .map((element) => ({
        name: element.textContent || element.ariaLabel,
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.height < 43.5 || box.width < 24)
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
});
