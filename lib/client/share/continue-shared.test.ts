import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { openConversationStore } from '../storage/conversation-store.ts';
import { deferConversationStore } from '../storage/deferred-conversation-store.ts';
import { continueShared } from './continue-shared.ts';

const shared = {
  title: 'T',
  messages: [
    { role: 'user' as const, text: 'Why?' },
    { role: 'assistant' as const, text: 'So.' },
  ],
};

it('stores a shared conversation once, and keeps what was added to it since', async () => {
  const opened = openConversationStore({ indexedDB: new IDBFactory(), channel: null });
  const store = deferConversationStore(async () => opened);
  const id = await continueShared(shared, 'fragment', { store, now: 5 });
  if (id === null) throw new Error('not stored');
  const found = await opened.load(id);
  expect(found?.messages.map(({ text }) => text)).toEqual(['Why?', 'So.']);
  const own = messageOf({
    ...{ id: 'own', conversationId: id, seq: 2, text: 'And?' },
    parentId: found?.messages[1]?.id ?? null,
  });
  await opened.putMessage(own);
  expect(await continueShared(shared, 'fragment', { store, now: 9 })).toBe(id);
  expect((await opened.load(id))?.messages.map(({ text }) => text)).toEqual([
    'Why?',
    'So.',
    'And?',
  ]);
  expect(await continueShared(shared, 'another', { store, now: 9 })).not.toBe(id);
});

it('says so where nothing can be stored', async () => {
  const store = deferConversationStore(async () => {
    throw new Error('offline');
  });
  expect(await continueShared(shared, 'fragment', { store, now: 5 })).toBeNull();
});
