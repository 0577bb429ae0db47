import type { Locator, Page } from '@playwright/test';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { manyConversations, needleOf } from '../support/many-conversations.ts';
import { scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, type StarlightPage, test } from './starlight-page.ts';
import { putAllRaw } from './stored-records.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });

/** The most elements of the page with a long conversation. */
const MAX_ELEMENTS = 7000;

type Stored = { url: string; path: readonly ChatMessage[] };

/** Stores one conversation of so many messages, with branches, and opens it. */
async function openStored(
  starlight: StarlightPage,
  site: string,
  messages: number,
): Promise<Stored> {
  const { page } = starlight;
  await starlight.open(site);
  await expect(page.getByText('Conversations appear here')).toBeVisible();
  const stored = manyConversations({ conversations: 1, messages, now: Date.now() });
  await putAllRaw(page, 'conversations', stored.conversations);
  // As many as a site takes in a request.
  const last = stored.messages.at(-1);
  if (last && messages > 900) last.leftOut = messages * 0.9;
  await putAllRaw(page, 'messages', stored.messages);
  const url = `${site}/?chat=c0`;
  await starlight.open(url);
  const path = pathTo(stored.messages, stored.conversations[0]?.leafId ?? null);
  await expect(messageOf(page, path.at(-1))).toBeInViewport({ timeout: 30_000 });
  await expect(starlight.replies.last().getByRole('button', { name: 'Copy reply' })).toBeVisible();
  return { url, path };
}

const messageOf = (page: Page, message: ChatMessage | undefined): Locator =>
  page.locator(`[data-message="${message?.id}"]`);

/** The places of what is not drawn, which have its text. */
const undrawn = (page: Page) => page.locator('.undrawn');

/** How far a message is below the top of the log's frame, in px. */
const topOf = (message: Locator) =>
  message.evaluate((element) => {
    const frame = element.closest('[role=log]')?.parentElement;
    return element.getBoundingClientRect().top - (frame?.getBoundingClientRect().top ?? 0);
  });

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.getByRole('log').evaluate(({ parentElement: frame }, part) => {
    frame?.scrollTo(0, (frame.scrollHeight - frame.clientHeight) * part);
  }, share);
}

test('of 10,000 messages few are drawn, and no key press and no piece of a reply draws one again', async ({
  starlight,
  page,
  demo,
}) => {
  test.slow();
  const chat = await scriptChat(page);
  const { path } = await openStored(starlight, demo.url, 10_000);
  const count = () => page.evaluate(() => document.querySelectorAll('*').length);
  expect(await count()).toBeLessThan(MAX_ELEMENTS);
  // The browser's search finds all that is said.
  await expect(page.locator('.undrawn:empty')).toHaveCount(0);
  const missing = await page.evaluate(
    (texts) => {
      const said = document.querySelector('[role=log]')?.textContent ?? '';
      return texts.filter((text) => !said.includes(text));
    },
    path.map(({ id }) => needleOf(id)),
  );
  expect(missing).toEqual([]);

  await page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    const changed: string[] = [];
    Object.assign(window, { changed });
    const watch = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        changed.push(element?.closest('[data-message]')?.getAttribute('data-message') ?? 'log');
      }
    });
    if (log) watch.observe(log, { subtree: true, childList: true, characterData: true });
  });
  const changed = async () =>
    new Set(await page.evaluate(() => (Reflect.get(window, 'changed') as string[]).splice(0)));
  await starlight.composer.pressSequentially('Why is it so?');
  expect(await changed()).toEqual(new Set());

  await starlight.composer.press('Enter');
  await chat.say(START, delta('Because'));
  await expect(starlight.replies.last()).toContainText('Because');
  const replyId = await starlight.replies.last().getAttribute('data-message');
  await changed();
  for (let piece = 0; piece < 5; piece += 1) await chat.say(delta(` of reason ${piece}.`));
  await expect(starlight.replies.last()).toContainText('reason 4.');
  expect(await changed()).toEqual(new Set([replyId]));
  await chat.say(DONE);
  await starlight.ended();

  // Wherever it is scrolled to, there is something to read, and the page does not grow.
  for (const share of [0, 0.1, 0.5, 0.9, 0.3]) {
    await scrollTo(page, share);
    await expect(starlight.log.getByRole('article').first()).toBeAttached();
    await expect.poll(() => isDrawnInView(page), { message: `at ${share}` }).toBe(true);
    expect(await count()).toBeLessThan(MAX_ELEMENTS * 2);
  }
});

/** Whether messages fill the log's frame. */
function isDrawnInView(page: Page): Promise<boolean> {
  return page.getByRole('log').evaluate((log) => {
    const frame = log.parentElement?.getBoundingClientRect();
    const isIn = ({ top, bottom }: DOMRect) =>
      frame !== undefined && bottom > frame.top && top < frame.bottom;
    const places = [...log.querySelectorAll(':scope > :is(.turn, .undrawn)')];
    const parts = places.filter((part) => isIn(part.getBoundingClientRect()));
    return parts.length > 0 && parts.every((part) => part.matches('.turn'));
  });
}

test('the browser’s search, copying and printing reach what is not drawn', async ({
  starlight,
  page,
  demo,
}) => {
  test.slow();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { path } = await openStored(starlight, demo.url, 600);
  const far = path[100];
  const first = path[0];
  if (!far || !first) throw new Error('The fixture is short');
  await expect(messageOf(page, far)).toHaveCount(0);
  await expect(undrawn(page).filter({ hasText: needleOf(far.id) })).toHaveCount(1);
  expect(await isInOrder(page, path)).toBe(true);

  // As the browser does before it shows what its search has found.
  await undrawn(page)
    .filter({ hasText: needleOf(far.id) })
    .dispatchEvent('beforematch');
  await expect(messageOf(page, far)).toHaveCount(1);
  await messageOf(page, far).scrollIntoViewIfNeeded();
  await expect.poll(() => isDrawnInView(page)).toBe(true);
  expect(await isInOrder(page, path)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);

  await expect(undrawn(page).first()).not.toBeEmpty();
  const copied = await page.evaluate(async () => {
    const log = document.querySelector('[role=log]');
    if (log) getSelection()?.selectAllChildren(log);
    document.execCommand('copy');
    return await navigator.clipboard.readText();
  });
  const isCopied = path.map(({ id }) => copied.includes(needleOf(id)));
  expect(isCopied.filter((one) => !one)).toHaveLength(0);
  const places = path.map(({ id }) => copied.indexOf(needleOf(id)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  await expect(page.locator('.undrawn:not([hidden=until-found])')).toHaveCount(0);
  await page.evaluate(() => getSelection()?.removeAllRanges());

  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-message]')).toHaveCount(path.length);
  await expect(undrawn(page)).toHaveCount(0);
  await page.emulateMedia({ media: null });
  await expect.poll(() => undrawn(page).count()).toBeGreaterThan(10);

  await undrawn(page)
    .filter({ hasText: needleOf(first.id) })
    .dispatchEvent('beforematch');
  await scrollTo(page, 0);
  await expect.poll(() => isDrawnInView(page)).toBe(true);
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 500);
  await expect.poll(() => topOf(messageOf(page, first))).toBeLessThan(-400);
  const before = await topOf(messageOf(page, first));
  const drawnForPaper = page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('beforeprint', () => {
          resolve(document.querySelectorAll('[data-message]').length);
        });
      }),
  );
  const pdf = (await page.pdf()).toString('latin1');
  expect(await drawnForPaper).toBe(path.length);
  const sheets = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(path.length / 20);
  await expect.poll(() => undrawn(page).count()).toBeGreaterThan(10);
  await expect
    .poll(async () => Math.abs((await topOf(messageOf(page, first))) - before))
    .toBeLessThan(3);
});

/** Whether the log has every message of a path once, drawn or as text, in their order. */
async function isInOrder(page: Page, path: readonly ChatMessage[]): Promise<boolean> {
  await expect(page.locator('.undrawn:empty')).toHaveCount(0);
  const said = await starlightText(page);
  const found = [...said.matchAll(/needle-(\w+)-end/g)].map(([, id]) => id);
  return JSON.stringify(found) === JSON.stringify(path.map(({ id }) => id));
}

const starlightText = async (page: Page) => (await page.getByRole('log').textContent()) ?? '';

test('a reader keeps their place far up, and goes from turn to turn through what is not drawn', async ({
  starlight,
  page,
  demo,
}) => {
  test.slow();
  const { path } = await openStored(starlight, demo.url, 600);
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('combobox', { name: 'Search and commands' });
  const wanted = path.find(({ role }, index) => index > 150 && role === 'assistant');
  await search.fill(needleOf(wanted?.id ?? ''));
  await expect(page.getByRole('group', { name: 'Messages' }).getByRole('option')).toHaveCount(1);
  await search.press('Enter');
  await expect(messageOf(page, wanted)).toBeFocused();
  await expect(messageOf(page, wanted)).toBeInViewport();
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('found')?.size)).toBe(1);

  const questions = path.filter(({ role }) => role === 'user');
  const from = questions.findLastIndex(({ id }) => path.findIndex((m) => m.id === id) < 150);
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Alt+ArrowUp');
    const question = messageOf(page, questions[from - step + 1]);
    if (step === 0) continue;
    await expect(question).toBeFocused();
    await expect.poll(async () => Math.round(await topOf(question))).toBe(24);
  }
  await page.keyboard.press('Alt+ArrowDown');
  const question = messageOf(page, questions[from - 27]);
  await expect(question).toBeFocused();
  await expect.poll(async () => Math.round(await topOf(question))).toBe(24);

  const kept = () =>
    page.evaluate(
      (id) => JSON.stringify({ ...sessionStorage }).includes(id),
      questions[from - 27]?.id ?? '',
    );
  await expect.poll(kept).toBe(true);
  await starlight.reload();
  await expect.poll(async () => Math.round(await topOf(question))).toBe(24);
  await starlight.button('New chat').click();
  await expect(starlight.log).toBeHidden();
  await page.goBack();
  await expect.poll(async () => Math.round(await topOf(question))).toBe(24);
  await starlight.button('Jump to latest').click();
  await expect(messageOf(page, path.at(-1))).toBeInViewport();
});

test('a message far up can be edited and shows its versions where they are', async ({
  starlight,
  page,
  demo,
}) => {
  test.slow();
  const chat = await scriptChat(page);
  const { path } = await openStored(starlight, demo.url, 600);
  await scrollTo(page, 0.4);
  await expect.poll(() => isDrawnInView(page)).toBe(true);
  const versions = page.getByRole('button', { name: 'Earlier version' });
  await expect.poll(() => versions.count()).toBeGreaterThan(0);
  const shown = starlight.log.getByRole('article').filter({ has: versions }).first();
  const shownId = await shown.getAttribute('data-message');
  const reply = page.locator(`[data-message="${shownId}"]`);
  await reply.scrollIntoViewIfNeeded();
  await reply.hover();
  await reply.getByRole('button', { name: 'Earlier version' }).click();
  await expect(reply).toHaveCount(0);
  const other = starlight.log.getByRole('button', { name: 'Later version', disabled: false });
  await expect(other.first()).toBeInViewport();
  await other.first().click();
  await expect(reply).toHaveCount(1);
  await expect(messageOf(page, path.at(-1))).toHaveCount(1);

  await scrollTo(page, 0.2);
  await expect.poll(() => isDrawnInView(page)).toBe(true);
  const questionId = await page.getByRole('log').evaluate((log) => {
    const top = log.parentElement?.getBoundingClientRect().top ?? 0;
    const all = [...log.querySelectorAll('article[aria-label="You"]')];
    return all
      .find((one) => one.getBoundingClientRect().top > top + 50)
      ?.getAttribute('data-message');
  });
  const question = page.locator(`[data-message="${questionId}"]`);
  await question.hover();
  await question.getByRole('button', { name: 'Edit message' }).click();
  const field = page.getByRole('textbox', { name: 'Edit your message' });
  await expect(field).toBeFocused();
  await field.fill('Asked anew');
  // What is being written stays while the reader looks elsewhere.
  for (const share of [0.9, 0, 0.5, 1]) {
    await scrollTo(page, share);
    await expect.poll(() => isDrawnInView(page)).toBe(true);
  }
  await expect(field).toHaveValue('Asked anew');
  await field.press('Enter');
  await chat.say(START, delta('Answered anew'), DONE);
  await starlight.ended();
  await expect(starlight.questions.last()).toContainText('Asked anew');
  await expect(starlight.questions.last()).toBeInViewport();
  await expect
    .poll(async () => Math.round(await topOf(starlight.questions.last())))
    .toBeLessThan(40);
  expect(path.some(({ id }) => id === questionId)).toBe(true);
  await starlight.reload();
  await expect(starlight.questions.last()).toContainText('Asked anew');
});
