import { readFile } from 'node:fs/promises';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const SMALL = '| a | b |\n|---|---|\n| =1+1 | 2 |\n';
const HEADS = Array.from({ length: 20 }, (_, index) => `A long head ${index}`);
const WIDE = `| ${HEADS.join(' | ')} |\n|${'---|'.repeat(20)}\n| ${HEADS.join(' | ')} |\n`;

test('a table keeps its own width, shows where columns are hidden, and is copied and downloaded', async ({
  page,
  starlight,
  demo,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Tables?');
  const text = `${SMALL}\n${WIDE}\nDone.`;
  await chat.say(START, { type: 'delta', text }, DONE);
  await starlight.ended();
  const boxes = starlight.replies.last().getByRole('group', { name: 'Table' });
  const widthOf = (index: number) => boxes.nth(index).evaluate(({ clientWidth }) => clientWidth);
  expect(await widthOf(0)).toBeLessThan((await widthOf(1)) / 2);
  await expect(boxes.nth(0)).not.toHaveAttribute('data-hidden');
  await expect(boxes.nth(1)).toHaveAttribute('data-hidden', 'end');
  const first = boxes.nth(1).getByRole('columnheader').first();
  const place = await first.boundingBox();
  await boxes.nth(1).evaluate((box) => box.scrollTo({ left: 100 }));
  await expect(boxes.nth(1)).toHaveAttribute('data-hidden', 'start end');
  await boxes.nth(1).evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
  await expect(boxes.nth(1)).toHaveAttribute('data-hidden', 'start');
  expect(await first.boundingBox()).toEqual(place);

  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await starlight.button('Copy as Markdown').first().press('Enter');
  await expect.poll(copied).toBe('| a | b |\n| --- | --- |\n| =1+1 | 2 |\n');
  await starlight.button('Copy as CSV').first().press('Enter');
  await expect.poll(copied).toContain(`"'=1+1",2`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    starlight.button('Download CSV').first().press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('table.csv');
  expect(await readFile(await download.path(), 'utf8')).toBe(`\ufeffa,b\r\n"'=1+1",2\r\n`);
  expect(await axeViolations(page)).toEqual([]);
});

test('the columns of a long table keep their widths while it grows', async ({
  page,
  starlight,
  demo,
}) => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `| row ${from + index} | some words |\n`).join(
      '',
    );
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('A long table?');
  await chat.say(START, { type: 'delta', text: `| name | note |\n|---|---|\n${rows(0, 210)}| a` });
  const table = starlight.replies.last().getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(212);
  const widths = () =>
    table.getByRole('columnheader').evaluateAll((heads) => heads.map((head) => head.clientWidth));
  const before = await widths();
  const wider = `| ${'a much longer name '.repeat(5)} | word |\n`;
  await chat.say({ type: 'delta', text: ` row | x |\n${wider}${rows(211, 230)}` }, DONE);
  await starlight.ended();
  await expect(table.getByRole('row')).toHaveCount(232);
  expect(await widths()).toEqual(before);
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(table.getByRole('row').first()).toHaveCSS('display', 'table-row');
});
