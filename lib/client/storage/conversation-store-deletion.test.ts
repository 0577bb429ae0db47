import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { isDeleted } from '#lib/core/chat/is-deleted.ts';
import { idsIn, putRaw } from '#tests/support/raw-database.ts';
import { connectedChannels, conversationOf, messageOf } from '#tests/support/store-fixtures.ts';
import { openConversationStore } from './conversation-store.ts';

const openStore = (indexedDB: IDBFactory, channel: BroadcastChannel | null = null) =>
  openConversationStore({ indexedDB, channel });

const marked = conversationOf({ deletedAt: 5000 });

test('a deleted conversation is listed as such, not loaded and not exported', async () => {
  const factory = new IDBFactory();
  const store = openStore(factory);
  await store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  await store.putConversation(marked);
  expect((await store.list()).map(isDeleted)).toEqual([true]);
  expect(await store.load('c1')).toBeNull();
  expect(JSON.parse(await store.exportAll())).toMatchObject({ conversations: [], messages: [] });
  expect(await idsIn(factory, 'messages')).toEqual(['u1']);
});

test('a restored conversation has everything again, in every tab', async () => {
  const factory = new IDBFactory();
  const [here, there] = connectedChannels(2).map((channel) => openStore(factory, channel));
  await here?.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  await there?.list();
  await here?.putConversation(marked);
  await vi.waitFor(async () => expect((await there?.list())?.map(isDeleted)).toEqual([true]));
  await there?.putConversation({ ...marked, deletedAt: 0 });
  await vi.waitFor(async () => expect((await here?.list())?.map(isDeleted)).toEqual([false]));
  expect((await here?.load('c1'))?.messages).toMatchObject([{ id: 'u1' }]);
});

test('a tab that is killed before the time is over leaves the conversation whole', async () => {
  const factory = new IDBFactory();
  const killed = openStore(factory);
  await killed.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  await killed.putConversation(marked);
  const next = openStore(factory);
  expect(await next.list()).toMatchObject([marked]);
  await next.putConversation({ ...marked, deletedAt: 0 });
  expect((await next.load('c1'))?.messages).toMatchObject([{ id: 'u1' }]);
});

test('a message that another tab sends after the deletion restores the conversation', async () => {
  const factory = new IDBFactory();
  const [here, there] = [openStore(factory), openStore(factory)];
  await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  // The other tab has not heard of the deletion yet.
  const known = (await there.load('c1'))?.conversation ?? conversationOf();
  await here.putConversation(marked);
  await there.putTurn({ ...known, updatedAt: 6000 }, [messageOf({ id: 'u2', seq: 1 })]);
  expect((await here.list()).map(isDeleted)).toEqual([false]);
  expect((await here.load('c1'))?.messages).toHaveLength(2);
});

test('two tabs keep each other’s marks, and a rename keeps them too', async () => {
  const factory = new IDBFactory();
  const [here, there] = [openStore(factory), openStore(factory)];
  await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  const [known = conversationOf()] = await there.list();
  await here.putConversation(conversationOf({ pinned: true }));
  await there.putConversation({ ...known, archived: true });
  await there.putConversation({ ...known, archived: true, title: 'Mine', renamed: true });
  expect(await here.list()).toMatchObject([{ pinned: true, archived: true, title: 'Mine' }]);
  await here.putConversation({ ...conversationOf({ pinned: true }), pinned: false });
  expect(await there.list()).toMatchObject([{ pinned: false, archived: true, title: 'Mine' }]);
});

test('records of older versions have no marks, and an invalid mark costs nothing else', async () => {
  const factory = new IDBFactory();
  const store = openStore(factory);
  await store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  await putRaw(factory, 'conversations', {
    ...conversationOf({ id: 'c2', title: 'Kept' }),
    pinned: 'yes',
    archived: 1,
    deletedAt: -5,
  });
  expect(await openStore(factory).list()).toEqual([
    conversationOf(),
    conversationOf({ id: 'c2', title: 'Kept' }),
  ]);
});
