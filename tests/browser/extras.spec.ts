import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { recordAnnouncements } from '../support/record-announcements.ts';
import { scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const search = (status: 'searching' | 'done'): ChatEvent => ({
  type: 'search',
  search: { status, query: 'why so' },
});
/** 10 by 5 pixels. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAAAAABZDyK0AAAADklEQVR4nGOogAMGEpgAhN0XcRHDFsgAAAAASUVORK5CYII=';

test('a search is progress, and its sources are numbered links that are copied and stay', async ({
  page,
  starlight,
  demo,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.clock.install();
  const announced = await recordAnnouncements(page);
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Why?');
  await page.clock.runFor(1000);
  for (let passed = 0; passed < 25; passed += 5) {
    await chat.say(passed === 0 ? START : search('searching'));
    await page.clock.runFor(5000);
  }
  await expect(starlight.log).toContainText('Searching the web: why so…');
  await expect(starlight.log).not.toContainText('Waiting');
  const title = 'A title so long that it is cut off '.repeat(8);
  await chat.say(search('done'), delta('Because [1]. So'), {
    type: 'sources',
    sources: [
      { url: 'https://a.example/x', title: 'A page' },
      { url: 'https://b.example/', title, start: 0, end: 15 },
    ],
  });
  await page.clock.runFor(1000);
  const numbers = starlight.log.getByRole('link', { name: /^Source \d/ });
  await expect(numbers).toHaveText(['1']);
  await chat.say(DONE);
  await page.clock.runFor(1000);
  await starlight.ended();
  // The page records them anew after a reload.
  const words = await announced();
  expect(words.filter((line) => line.includes('Searching the web'))).toHaveLength(1);
  for (const isReloaded of [false, true]) {
    if (isReloaded) await starlight.reload();
    await page.clock.runFor(1000);
    await expect(numbers).toHaveText(['1', '2']);
    await expect(starlight.log.getByRole('link', { name: 'A page' })).toHaveAttribute(
      'href',
      'https://a.example/x',
    );
    await expect(starlight.log.getByText('b.example', { exact: true })).toBeInViewport();
    await expect(starlight.log).toContainText(/Searched the web( \d times)?: why so/);
  }
  expect(await axeViolations(page)).toEqual([]);
  await starlight.button('Copy reply').click();
  await expect(starlight.button('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `Because [1]. So\n\nSources:\n[1] A page: https://a.example/x\n[2] ${title.trim()}: https://b.example/`,
  );
});

test('pictures and calls are a reply without text: shown in their place, announced, and kept', async ({
  page,
  starlight,
  demo,
}) => {
  const announced = await recordAnnouncements(page);
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Draw a cat');
  await chat.say(START, { type: 'image', url: PNG });
  const picture = starlight.log.getByRole('img', { name: 'Picture for: Draw a cat' });
  await expect(picture).toBeVisible();
  await chat.say(DONE);
  await starlight.ended();
  await expect.poll(announced).toContain('status: Picture received');
  await starlight.send('Weather?');
  const call = { name: 'get_weather', arguments: JSON.stringify({ list: 'x'.repeat(5000) }) };
  await chat.say(START, { type: 'tool_call', call }, { type: 'done', reason: 'tool_calls' });
  await starlight.ended();
  await expect(starlight.banner).toContainText('stopped to use a tool');
  for (const isReloaded of [false, true]) {
    if (isReloaded) await starlight.reload();
    await expect(starlight.log).toContainText('The model asked to call get_weather.');
    await expect(picture).toHaveJSProperty('naturalWidth', 10);
    await expect(picture).toHaveAttribute('src', /^blob:/);
    expect(await axeViolations(page)).toEqual([]);
  }
  const downloading = page.waitForEvent('download');
  await starlight.log.getByRole('link', { name: 'Download picture' }).click();
  expect((await downloading).suggestedFilename()).toBe('picture-1.png');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('base64');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect((await chat.requests()).join()).not.toContain('base64');
});
