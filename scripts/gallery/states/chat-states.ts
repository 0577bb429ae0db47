import type { Page } from '@playwright/test';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { makePdf } from '#tests/support/make-pdf.ts';
import { type ScriptedChat, scriptChat } from '#tests/support/scripted-chat.ts';
import { failTwice } from '../gallery-steps.ts';
import {
  ask,
  button,
  type GalleryState,
  messageField,
  openChat,
  openEmptyChat,
  screen,
} from './gallery-state.ts';
import { lighthousePng } from './lighthouse-png.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };

/** The chat, its list and its field. */
export const CHAT_STATES: readonly GalleryState[] = [
  { ...screen('empty-chat', 'Empty chat', '/'), alone: true },
  {
    ...{ name: 'conversation', caption: 'Conversation', alone: true },
    go: async (page, url) => {
      await page.goto(`${url}/?ask=${encodeURIComponent('Why do I get a 401 with axios?')}`);
      await page.waitForFunction(
        () => document.querySelector('textarea')?.value.includes('axios') === true,
      );
      await button(page, 'Send').click();
      const reply = page.getByRole('article', { name: 'Reply' });
      await reply.and(page.locator('[aria-busy="false"]')).waitFor({ timeout: 60_000 });
    },
  },
  ...(['operator', 'visitor'] as const).map((audience) => ({
    ...{ name: `past-failure-${audience}`, caption: `A past failure, for the ${audience}` },
    go: (page: Page, url: string) => failTwice(page, url, audience),
    alone: true,
  })),
  {
    ...{ name: 'versions', caption: 'Two versions of a reply', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await ask(page, 'hello');
      await button(page, 'Regenerate').click();
      await page.getByText('2/2').waitFor();
      await button(page, 'Stop').waitFor({ state: 'hidden', timeout: 60_000 });
    },
  },
  {
    ...{ name: 'list', caption: 'Pinned ones, groups by day, archived ones' },
    go: async (page, url) => {
      await openChat(page, url, 'sources');
      await button(page, /^Archived/).click();
    },
  },
  {
    ...{ name: 'list-menu', caption: 'The menu of a conversation' },
    go: async (page, url) => {
      await openChat(page, url, 'sources');
      await page.getByRole('listitem').filter({ hasText: 'A reply with sources' }).hover();
      await button(page, 'Actions for A reply with sources').click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    ...{ name: 'drawer', caption: 'The drawer of conversations', narrow: true },
    go: async (page, url) => {
      await openChat(page, url, 'sources');
      await button(page, 'Open conversations').click();
      await page.getByRole('dialog', { name: 'Conversations' }).waitFor();
    },
  },
  {
    ...{ name: 'deleted', caption: 'A conversation that was just deleted', alone: true },
    go: async (page, url) => {
      await openChat(page, url, 'sources');
      await page.keyboard.press('Alt+Shift+X');
      await button(page, 'Undo').waitFor();
    },
  },
  {
    ...{ name: 'unread', caption: 'A reply that arrived unseen, and one that runs', alone: true },
    go: async (page, url) => {
      const chat = await begin(page, url, 'Say something');
      await button(page, 'New chat').click();
      await chat.say({ type: 'delta', text: 'Something.' }, { type: 'done', reason: 'stop' });
      await page.getByText('New reply').first().waitFor({ state: 'attached' });
      await messageField(page).fill('Say more');
      await messageField(page).press('Enter');
      await chat.say(START, { type: 'delta', text: 'It begins' });
      await button(page, 'New chat').click();
      await page.getByText('Replying').first().waitFor({ state: 'attached' });
    },
  },
  {
    ...{ name: 'waiting', caption: 'Waiting for the first word', alone: true },
    go: async (page, url) => {
      await begin(page, url, 'Why?');
      await page.getByText('Waiting for the model').first().waitFor();
    },
  },
  {
    ...{ name: 'streaming', caption: 'A reply that streams, and a queued message', alone: true },
    go: async (page, url) => {
      const chat = await begin(page, url, 'How do I sort a list?');
      const text =
        'Sort a copy:\n\n```ts\nconst sorted = list.toSorted((a, b) => a - b);\nif (sorted';
      await chat.say({ type: 'delta', text });
      await page.getByText('const sorted').waitFor();
      await messageField(page).fill('And by two keys?');
      await messageField(page).press('Enter');
      await page.getByRole('region', { name: 'Queued message' }).waitFor();
    },
  },
  {
    ...{ name: 'temporary', caption: 'A temporary chat', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await page.keyboard.press('Alt+Shift+J');
      await page.getByText('not saved, and gone').waitFor();
    },
  },
  {
    ...{ name: 'offline', caption: 'Without a network', alone: true },
    go: async (page, url) => {
      await openChat(page, url, 'thought');
      await page.context().setOffline(true);
      await page.getByText("You're offline.").waitFor();
    },
  },
  {
    ...{ name: 'attachments', caption: 'Attached files, and what cannot be', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await page.getByLabel('Files to attach').setInputFiles([
        { name: 'picture.png', mimeType: 'image/png', buffer: lighthousePng() },
        { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') },
        { name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from(makePdf(['One'])) },
        { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from('') },
      ]);
      await page.getByText('empty.txt is empty.').waitFor();
      await button(page, /^Remove report\.pdf/).waitFor();
    },
  },
  {
    ...{ name: 'too-large', caption: 'Files that are too large together', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      const buffer = Buffer.from('a'.repeat(1_900_000));
      await page.getByLabel('Files to attach').setInputFiles([
        { name: 'first.txt', mimeType: 'text/plain', buffer },
        { name: 'second.txt', mimeType: 'text/plain', buffer },
        { name: 'third.txt', mimeType: 'text/plain', buffer },
      ]);
      await page.getByText('in total. The limit for a request is').waitFor();
    },
  },
  {
    ...{ name: 'pasted', caption: 'A long text that was pasted', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await messageField(page).focus();
      await page.evaluate(
        (text) => navigator.clipboard.writeText(text),
        'It was a bright cold day in April. '.repeat(100),
      );
      await page.keyboard.press('ControlOrMeta+V');
      await button(page, 'Put into the field').waitFor();
    },
  },
  {
    ...{ name: 'no-storage', caption: 'A browser that stores nothing', alone: true },
    go: async (page, url) => {
      await page.addInitScript(() => {
        indexedDB.open = () => {
          throw new DOMException('Denied for the gallery', 'SecurityError');
        };
      });
      await page.goto(url);
      await page.getByText('until you close this tab').first().waitFor();
    },
  },
];

/** Sends a message whose reply the gallery writes. */
async function begin(page: Page, url: string, question: string): Promise<ScriptedChat> {
  const chat = await scriptChat(page);
  await openEmptyChat(page, url);
  await messageField(page).fill(question);
  await messageField(page).press('Enter');
  await chat.say(START);
  return chat;
}
