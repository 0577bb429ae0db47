import type { Page } from '@playwright/test';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { type ScriptedChat, scriptChat } from '../support/scripted-chat.ts';
import { test as base, expect, type StarlightPage } from './starlight-page.ts';
import { putConversation } from './stored-records.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const LONG = 'A paragraph of the reply.\n\n'.repeat(60);
const NEAR_TOP_PX = 40;

/** A stored conversation longer than the window, whose next replies the test writes. */
const test = base.extend<{ chat: ScriptedChat }>({
  chat: async ({ page, starlight, demo }, use) => {
    const chat = await scriptChat(page);
    await starlight.open(demo.url);
    // Then the database is complete.
    await expect(page.getByText('Conversations appear here')).toBeVisible();
    const texts = Array.from({ length: 40 }, (_, index) => `Text ${index}`);
    await starlight.open(`${demo.url}/?chat=${await putConversation(page, texts)}`);
    await expect(starlight.replies.last()).toHaveText(/Text 39/);
    await use(chat);
  },
});

/** How far the last question is below the top of the log's frame, in px. */
const questionTop = ({ questions }: StarlightPage) =>
  questions.last().evaluate((question) => {
    const frame = question.closest('[role=log]')?.parentElement;
    const top = frame?.getBoundingClientRect().top ?? Number.NaN;
    return Math.round(question.getBoundingClientRect().top - top);
  });

/** How much is below the frame, in px. */
const gapToEnd = (page: Page) =>
  page.getByRole('log').evaluate(({ parentElement: frame }) => {
    return frame ? frame.scrollHeight - frame.scrollTop - frame.clientHeight : Number.NaN;
  });

test('a question stays near the top while its reply grows past the window', async ({
  starlight,
  page,
  chat,
}) => {
  await starlight.send('Why?');
  const jump = starlight.button('Jump to latest');
  await expect.poll(() => questionTop(starlight)).toBeLessThan(NEAR_TOP_PX);
  const top = await questionTop(starlight);
  await chat.say(START);
  for (let words = 0; words < 10; words += 1) {
    await chat.say(delta(LONG.slice(0, 160)));
    expect(await questionTop(starlight)).toBe(top);
  }
  await chat.say(delta(LONG));
  await expect(jump).toBeVisible();
  expect(await questionTop(starlight)).toBe(top);
  await page.setViewportSize({ width: 1280, height: 500 });
  await expect.poll(() => questionTop(starlight)).toBe(top);
  await jump.click();
  await expect(jump).toBeHidden();
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
  await chat.say(delta(LONG));
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
  await chat.say(DONE);
  await starlight.ended();
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
});

test('a short reply moves nothing when it ends, and leaves no gap after a reload', async ({
  starlight,
  chat,
}) => {
  await starlight.send('Why?');
  await expect.poll(() => questionTop(starlight)).toBeLessThan(NEAR_TOP_PX);
  const top = await questionTop(starlight);
  await chat.say(START, delta('Because.'));
  await expect(starlight.replies.last()).toContainText('Because.');
  const text = starlight.replies.last().getByText('Because.');
  const before = await text.boundingBox();
  await chat.say(DONE);
  await starlight.ended();
  expect(await text.boundingBox()).toEqual(before);
  expect(await questionTop(starlight)).toBe(top);
  await expect(starlight.button('Jump to latest')).toBeHidden();
  await starlight.reload();
  await expect(text).toBeVisible();
  const frame = await starlight.log.locator('..').boundingBox();
  const end = await text.boundingBox();
  expect((frame?.y ?? 0) + (frame?.height ?? 0) - (end?.y ?? 0)).toBeLessThan(160);
});

test('of a tall question the end stays, with most of the window for its reply', async ({
  starlight,
  page,
  chat,
}) => {
  await starlight.send('a line\n'.repeat(22));
  const waiting = starlight.log.getByText('Waiting for the model');
  const frame = await starlight.log.locator('..').boundingBox();
  const top = frame?.y ?? 0;
  await expect(waiting).toBeInViewport();
  expect((await waiting.boundingBox())?.y).toBeLessThan(top + (frame?.height ?? 0) * 0.5);
  await chat.say(START, delta(LONG));
  await expect(starlight.button('Jump to latest')).toBeVisible();
  const first = starlight.replies.last().getByText('A paragraph').first();
  expect((await first.boundingBox())?.y).toBeLessThan(top + (frame?.height ?? 0) * 0.5);
  // A reader who scrolls down a little stays there.
  await starlight.log.hover();
  await page.mouse.wheel(0, 100);
  await expect.poll(async () => (await first.boundingBox())?.y).toBeLessThan(top + 200);
  const place = await first.boundingBox();
  await chat.say(delta(LONG), DONE);
  await starlight.ended();
  expect(await first.boundingBox()).toEqual(place);
});
