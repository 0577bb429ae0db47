import { setTimeout } from 'node:timers/promises';
import type { Locator } from '@playwright/test';
import { type AppServer, startApp } from '../support/app-server.ts';
import { DONE, delta, finish, roleEvent } from '../support/completion-events.ts';
import { HOSTILE_STRINGS } from '../support/hostile-strings.ts';
import { joinHostileStrings } from '../support/join-hostile-strings.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './hostile-page.ts';
import { readExported } from './stored-records.ts';
import type { WatchedWindow } from './watch-document.ts';

const PIECE_LENGTH = 3;
const PIECES_PER_PAUSE = 4;
const HOVERED_LINKS = 15;
const REPLIES = joinHostileStrings(HOSTILE_STRINGS, 6_000);
// About one per frame; a busy machine paints fewer, and tests/unit/markdown renders every prefix.
const MIN_CHANGES = 10 * REPLIES.length;
const STRINGS = HOSTILE_STRINGS.filter((text) => text.trim() !== '');

// A trace keeps each state of a page of thousands of messages, which takes longer than the test.
test.use({ trace: 'off' });

let app: AppServer;
let upstream: ScriptableUpstream;

test.beforeAll(async () => {
  upstream = await startScriptableUpstream();
  app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '1000',
  });
});
test.afterAll(async () => {
  await app.stop();
  await upstream.close();
});

// Only some are titles: the list is rendered at each change, and a title is text like any other.
const TITLES = STRINGS.filter((_, index) => index % 4 === 0);
const LOG_LENGTH = 400;
const LOGS = Array.from({ length: Math.ceil(STRINGS.length / LOG_LENGTH) }, (_, index) =>
  STRINGS.slice(index * LOG_LENGTH, (index + 1) * LOG_LENGTH),
);

/** Each string as a message, as a reply and in every free-text field of a record; some as titles. */
const HOSTILE_EXPORT = {
  format: 'starlight-conversations',
  version: 1,
  conversations: [
    ...LOGS.map((strings, index) => conversation(logId(index), `Log ${index + 1}`, strings[0])),
    ...TITLES.map((text, index) => conversation(`${index} ${text}`.slice(0, 200), text, text)),
  ],
  messages: LOGS.flatMap((strings, log) =>
    strings.flatMap((text, index) => [
      message(logId(log), text, { seq: 2 * index, role: 'user' }),
      message(logId(log), text, { seq: 2 * index + 1, role: 'assistant' }),
    ]),
  ),
};

function logId(index: number): string {
  return `log ${index}&ask=injected#"><img src=x onerror=alert(1)>`;
}

function conversation(id: string, title: string, model: string | undefined) {
  const isLog = id.startsWith('log');
  return {
    id,
    title,
    renamed: true,
    model: model?.slice(0, 100) ?? null,
    leafId: null,
    createdAt: 1_000,
    // The newest is first in the list.
    updatedAt: isLog ? 2_000 : 1_000,
  };
}

function message(conversationId: string, text: string, position: { seq: number; role: string }) {
  const idAt = (seq: number) => `${conversationId} ${seq} <img src=x onerror=alert(1)>`;
  return {
    ...position,
    conversationId,
    id: idAt(position.seq),
    parentId: position.seq === 0 ? null : idAt(position.seq - 1),
    text,
    status: 'done',
    model: text.slice(0, 100),
    requestId: text,
    error: { kind: text, status: 400, requestId: text, details: { model: text, host: text } },
    createdAt: 1_000,
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** The text of messages, character for character. */
async function textsOf(messages: Locator): Promise<(string | null)[]> {
  return messages.getByRole('paragraph').evaluateAll((all) => all.map((p) => p.textContent));
}

/** Replies in pieces of three UTF-16 units, which split marks, tags and emoji anywhere. */
function respondWith(text: string): void {
  upstream.respond(async ({ head, write, end }) => {
    await head(200, { 'content-type': 'text/event-stream' });
    await write(roleEvent());
    for (let at = 0; at < text.length; at += PIECE_LENGTH) {
      await write(delta(text.slice(at, at + PIECE_LENGTH)));
      if (at % (PIECE_LENGTH * PIECES_PER_PAUSE) === 0) await setTimeout(1);
    }
    await write(finish());
    await write(DONE);
    end();
  });
}

test('replies made of hostile strings stream in and stay text', async ({
  starlight,
  page,
  watch,
}) => {
  await starlight.open(app.url);
  for (const [index, text] of REPLIES.entries()) {
    respondWith(text);
    await starlight.send(`List ${index + 1}`);
    await expect(starlight.replies).toHaveCount(index + 1);
    await starlight.ended();
  }
  const changes = await page.evaluate(() => (window as unknown as WatchedWindow).replyChanges);
  expect(changes).toBeGreaterThan(MIN_CHANGES);
  const links = starlight.replies.getByRole('link');
  expect(await links.count()).toBeGreaterThan(HOVERED_LINKS);
  for (const link of (await links.all()).slice(0, HOVERED_LINKS)) {
    await link.hover();
    await link.focus();
  }
  await page.keyboard.press('Tab');
  expect(watch.navigations).toEqual(['/']);
});

test('a message of hostile strings is shown character for character', async ({ starlight }) => {
  respondWith('Received.');
  await starlight.open(app.url);
  // A clipboard holds neither half characters nor carriage returns.
  const message = STRINGS.join('\n').replaceAll('\r', '').toWellFormed();
  await starlight.pasteIntoField(message);
  await starlight.button('Send').click();
  await starlight.ended();
  expect(await starlight.questionText()).toBe(message);
});

test('a file of hostile titles, messages, replies and ids is imported and exported as text', async ({
  starlight,
  page,
  watch,
}) => {
  const { conversations, messages } = HOSTILE_EXPORT;
  await starlight.open(app.url);
  await starlight.button('Your data').click();
  const dialog = page.getByRole('dialog', { name: 'Your data' });
  const outcome = dialog.getByRole('status');
  const choose = (name: string, content: unknown) =>
    dialog.getByLabel('File to import').setInputFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(content)),
    });
  const fileName = '<img src=x onerror=alert(1)>.json';
  await choose(fileName, {});
  await expect(outcome).toContainText(`${fileName} wasn't imported: `);
  await choose('export.json', HOSTILE_EXPORT);
  await expect(outcome).toContainText(
    `Added ${grouped(conversations.length)} conversations and ${grouped(messages.length)} messages.`,
  );
  await page.keyboard.press('Escape');

  await expect(starlight.conversations).toHaveCount(conversations.length);
  const titles = await starlight.conversations.allTextContents();
  expect(titles.toSorted()).toEqual(conversations.map(({ title }) => title).toSorted());
  for (const [index, strings] of LOGS.entries()) {
    await starlight.conversation(`Log ${index + 1}`).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Log ${index + 1}`);
    // On paper, all of a long conversation is drawn.
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => textsOf(starlight.questions)).toEqual(strings);
    await expect(starlight.replies).toHaveCount(strings.length);
    await page.emulateMedia({ media: null });
    await expect(starlight.composer).toHaveValue('');
  }

  await starlight.button('Your data').click();
  const downloading = page.waitForEvent('download');
  await starlight.button('Export all conversations as JSON').click();
  const exported = await readExported(await downloading);
  expect(exported.conversations).toHaveLength(conversations.length);
  expect(exported.messages.map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
  expect(watch.navigations).toEqual(['/']);
});
