import type { Page } from '@playwright/test';
import { scriptChat } from '../support/scripted-chat.ts';
import { expect, test } from './starlight-page.ts';

async function expectNoHorizontalScroll(page: Page): Promise<void> {
  const { scrolled, width } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  expect(scrolled).toBeLessThanOrEqual(width);
}

/** The controls that are lower than a finger needs. */
async function smallControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
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
  await drawer.getByRole('link', { name: 'hello', exact: true }).tap();
  await expect(starlight.questions).toContainText('hello');
});

test('every control is at least 44 pixels high', async ({ starlight, page }) => {
  await starlight.send('/simulate rate_limited 60');
  await expect(starlight.banner).toBeVisible();
  expect(await smallControls(page)).toEqual([]);
});

test('a long thought fits a phone, and its line can be tapped', async ({
  starlight,
  page,
  demo,
}) => {
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Why?');
  const row = `| ${'a wide cell | '.repeat(8)}\n`;
  const table = row + row.replaceAll('a wide cell', '---') + row;
  await chat.say(
    { type: 'start', requestId: 'sl_1', model: 'starlight-demo' },
    { type: 'thinking', text: `${table}\n~~~js\n${'const wide = 1; '.repeat(20)}\n~~~\n` },
    { type: 'thinking', text: 'x'.repeat(500) },
  );
  await starlight.button('Thinking…').tap();
  await expect(starlight.log.getByRole('table')).toBeVisible();
  await expectNoHorizontalScroll(page);
  expect(await smallControls(page)).toEqual([]);
});
