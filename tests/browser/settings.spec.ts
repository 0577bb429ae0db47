import type { Page } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const NONE = { theme: null, textSize: null, density: null, motion: null };
const ALL = { theme: 'dark', textSize: 'largest', density: 'compact', motion: 'reduced' };

/** The attributes that the page had when its first content was painted. */
function attributesAtFirstPaint(page: Page): Promise<typeof NONE> {
  return page.evaluate(() => (window as unknown as { painted: typeof NONE }).painted);
}

test('settings apply at once, in every tab, on every page, and before the first paint', async ({
  starlight,
  page,
  context,
  demo,
}) => {
  await context.addInitScript(() => {
    const observer = new PerformanceObserver(() => {
      const {
        theme = null,
        textSize = null,
        density = null,
        motion = null,
      } = document.documentElement.dataset;
      Object.assign(window, { painted: { theme, textSize, density, motion } });
      observer.disconnect();
    });
    observer.observe({ type: 'paint', buffered: true });
  });
  await starlight.open(demo.url);
  const other = await context.newPage();
  await other.goto(`${demo.url}/doctor`);

  await page.keyboard.press('Alt+Shift+G');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog.getByRole('radio', { name: 'System', exact: true })).toBeFocused();
  expect(await axeViolations(page, (axe) => axe.include('dialog'))).toEqual([]);
  // By the keyboard alone, as radio buttons work.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Dark' })).toBeChecked();
  for (const name of ['Largest', 'Compact', 'Reduced', 'Ctrl + Enter']) {
    await dialog.getByText(name, { exact: true }).click();
  }
  const root = other.locator('html');
  for (const [name, value] of [
    ['data-theme', 'dark'],
    ['data-text-size', 'largest'],
    ['data-density', 'compact'],
    ['data-motion', 'reduced'],
  ] as const) {
    await expect(root).toHaveAttribute(name, value);
  }
  await page.keyboard.press('Escape');

  await starlight.composer.fill('hello');
  await page.keyboard.press('Enter');
  await expect(starlight.composer).toHaveValue('hello\n');
  await page.keyboard.press('Control+Enter');
  await starlight.ended();
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await expect(page.getByRole('definition').filter({ hasText: 'Ctrl+Enter' })).toBeVisible();

  for (const path of ['/', '/shared', '/errors', '/doctor', '/no/such/page']) {
    await other.goto(demo.url + path);
    await expect.poll(() => attributesAtFirstPaint(other), { message: path }).toEqual(ALL);
  }
  // A record that is damaged, by another program or version, is worth nothing.
  await other.evaluate(() => localStorage.setItem('starlight:settings', '{"theme":"pink"'));
  await other.reload();
  await expect.poll(() => attributesAtFirstPaint(other)).toMatchObject({ textSize: null });
});

test('the largest text fits the narrowest phone', async ({ starlight, page, demo }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await starlight.open(demo.url);
  await page.evaluate(() => localStorage.setItem('starlight:settings', '{"textSize":"largest"}'));
  await starlight.reload();
  await starlight.ask('Show me markdown');
  await starlight.send('/simulate rate_limited 60');
  await expect(starlight.banner).toBeVisible();
  await starlight.button('Open conversations').click();
  await starlight.button('Settings').click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  const { scrolled, cut } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    cut: Array.from(document.querySelectorAll('button, label'))
      .filter(
        (element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1,
      )
      .map((element) => element.textContent || element.ariaLabel),
  }));
  expect(scrolled).toBeLessThanOrEqual(390);
  expect(cut).toEqual([]);
});
