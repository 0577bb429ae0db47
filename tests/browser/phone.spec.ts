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

test('a reply begins 24 pixels below its question, whose actions are in a menu', async ({
  starlight,
  page,
}) => {
  const question = 'Hello? '.repeat(40).trim();
  await starlight.ask(question);
  const bubble = starlight.questions.getByRole('paragraph');
  const bottomOf = async (element: typeof bubble) => {
    const box = await element.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  const reply = await starlight.replies.getByRole('paragraph').first().boundingBox();
  expect((reply?.y ?? 0) - (await bottomOf(bubble))).toBeLessThanOrEqual(24.5);
  expect(await smallControls(page)).toEqual([]);

  const menu = starlight.button('Actions for your message');
  await menu.tap();
  await page.getByRole('menuitem', { name: 'Copy message' }).tap();
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(menu).toBeFocused();
  await menu.tap();
  expect(await smallControls(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Edit message' }).tap();
  await expect(page.getByRole('textbox', { name: 'Edit your message' })).toHaveValue(question);
  await starlight.button('Cancel').tap();
  await expect(menu).toBeFocused();
});

test('the settings of a conversation are in its header', async ({ starlight, page }) => {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const ends = await page
      .getByRole('banner')
      .locator('button:visible, select:visible')
      .evaluateAll((controls) => controls.map((one) => one.getBoundingClientRect().right));
    expect(Math.max(...ends)).toBeLessThanOrEqual(width);
    await starlight.button('Conversation settings').tap();
    await page.getByRole('dialog', { name: 'Settings of new conversations' }).press('Escape');
  }
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
