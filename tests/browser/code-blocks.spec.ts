import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });

function codeLines(from: number, to: number): string {
  const line = (index: number) => `const value${index} = compute(${index}, "${'a'.repeat(70)}");\n`;
  return Array.from({ length: to - from }, (_, index) => line(from + index)).join('');
}

test('code has its colors while it streams, folds when it is long, and stays open once it was opened', async ({
  page,
  starlight,
  demo,
}) => {
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Code?');
  await chat.say(START, delta(`\`\`\`ts\n${codeLines(0, 12)}const`));
  const card = starlight.replies.last().locator('figure');
  await expect(card.locator('.code-keyword')).toHaveCount(12);
  await expect(card.getByRole('button', { name: /^Show/ })).toHaveCount(0);
  await chat.say(delta(` x = 1;\n${codeLines(13, 60)}`));
  await expect(card.getByRole('button', { name: 'Show all 60 lines' })).toBeVisible();
  const pre = card.locator('pre');
  const heightOf = () => pre.evaluate(({ clientHeight }) => clientHeight);
  const foldedHeight = await heightOf();
  await card.getByRole('button', { name: 'Show all 60 lines' }).click();
  expect(await heightOf()).toBeGreaterThan(foldedHeight + 300);
  await chat.say(delta(codeLines(60, 300)));
  // All lines but the last one, which may be half a line.
  await expect(card.locator('.code-keyword')).toHaveCount(299);
  await chat.say(delta(`\`\`\`\n\nDone.`), DONE);
  await starlight.ended();
  const unfoldedHeight = await heightOf();
  expect(unfoldedHeight).toBeGreaterThan(2 * foldedHeight - 100);
  await card.getByRole('button', { name: 'Show less' }).click();
  expect(await heightOf()).toBe(foldedHeight);
  // The reader is still there.
  await expect(card.getByRole('button', { name: 'Show all 300 lines' })).toBeInViewport();
  await page.emulateMedia({ media: 'print' });
  expect(await heightOf()).toBeGreaterThan(foldedHeight + 300);
  await page.emulateMedia({ media: 'screen' });

  const isWide = () => pre.evaluate((it) => it.scrollWidth > it.clientWidth + 1);
  expect(await isWide()).toBe(true);
  await card.getByRole('button', { name: 'Wrap lines' }).press('Enter');
  expect(await isWide()).toBe(false);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: 'Download code' }).press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('code.ts');
  expect(await axeViolations(page)).toEqual([]);
});

test('the head of a long block stays at the top of the log while the block is in view', async ({
  page,
  starlight,
  demo,
}) => {
  const block = (indent: string) =>
    `\`\`\`ts\n${codeLines(0, 39)}\`\`\`\n`.replaceAll(/^(?=.)/gm, indent);
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Code?');
  await chat.say(
    START,
    delta(
      `${block('')}\n1. one\n   - two\n\n${block('     ')}\n\nשלום עולם\n\n- عربي\n\n${block('  ')}`,
    ),
    delta(`\n\nThe end.${'\n\nMore.'.repeat(30)}`),
    DONE,
  );
  await starlight.ended();
  const figures = starlight.replies.last().locator('figure');
  await expect(figures).toHaveCount(3);
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    for (const figure of await figures.all()) {
      const head = figure.locator('figcaption');
      // The middle of the block is at the top of the log.
      const top = await figure.evaluate((it) => {
        const log = it.closest('[role=log]')?.parentElement;
        const from = it.getBoundingClientRect();
        log?.scrollBy(0, from.top + from.height / 2 - (log.getBoundingClientRect().top ?? 0));
        return log?.getBoundingClientRect().top ?? Number.NaN;
      });
      await expect.poll(async () => (await head.boundingBox())?.y).toBeCloseTo(top, 0);
      await figure.locator('pre').evaluate((pre) => pre.scrollTo(300, 0));
      const copy = await head.getByRole('button', { name: 'Copy code' }).boundingBox();
      expect(copy?.y).toBeGreaterThanOrEqual(top - 1);
      expect((copy?.x ?? 0) + (copy?.width ?? 0)).toBeLessThanOrEqual(size.width);
      await head.getByRole('button', { name: 'Copy code' }).click();
    }
  }
  expect(await axeViolations(page)).toEqual([]);
});
