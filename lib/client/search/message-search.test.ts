import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { readQuery } from '#lib/core/search/search-query.ts';
import {
  connectedChannels,
  conversationOf,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { openConversationStore } from '../storage/conversation-store.ts';
import { createMessageSearch, type MessageSearch } from './message-search.ts';

const openStore = (indexedDB: IDBFactory, channel: BroadcastChannel | null = null) =>
  openConversationStore({ indexedDB, channel });

async function find(search: MessageSearch, typed: string): Promise<string[]> {
  const query = readQuery(typed);
  const hits = query && (await search.find(query));
  return hits ? hits.messages.map(({ messageId }) => messageId) : [];
}

const isReady = (search: MessageSearch) =>
  vi.waitFor(() => expect(search.getSnapshot().status).toBe('ready'));

test('what was stored before is found', async () => {
  const factory = new IDBFactory();
  const turn = [messageOf({ id: 'u1' }), messageOf({ id: 'a1', seq: 1, role: 'assistant' })];
  await openStore(factory).putTurn(conversationOf(), turn);
  const search = createMessageSearch(openStore(factory));
  search.follow();
  await isReady(search);
  expect(await find(search, 'text of a1')).toEqual(['a1']);
});

test('thinking is not searched', async () => {
  const store = openStore(new IDBFactory());
  await store.putTurn(conversationOf(), [messageOf({ id: 'a1', thinking: 'a secret thought' })]);
  const search = createMessageSearch(store);
  search.follow();
  await isReady(search);
  expect(await find(search, 'secret')).toEqual([]);
});

test('what this tab, another tab and an import add is found; what they delete is not', async () => {
  const factory = new IDBFactory();
  const [here, there] = connectedChannels(2).map((channel) => openStore(factory, channel));
  if (!here || !there) throw new Error('Two tabs are needed');
  const search = createMessageSearch(here);
  search.follow();
  await isReady(search);
  const becomes = (typed: string, ids: string[]) =>
    vi.waitFor(async () => expect(await find(search, typed)).toEqual(ids));

  await here.putTurn(conversationOf(), [messageOf({ id: 'u1', text: 'written here' })]);
  await becomes('written', ['u1']);
  await here.putMessage(messageOf({ id: 'u1', text: 'written here, and more' }));
  await becomes('more', ['u1']);
  await there.putTurn(conversationOf({ id: 'c2', updatedAt: 2000 }), [
    messageOf({ id: 'u2', conversationId: 'c2', text: 'written there' }),
  ]);
  await becomes('written', ['u2', 'u1']);
  const other = openStore(new IDBFactory());
  await other.putTurn(conversationOf({ id: 'c3', updatedAt: 3000 }), [
    messageOf({ id: 'u3', conversationId: 'c3', text: 'written elsewhere' }),
  ]);
  await here.importAll(await other.exportAll());
  await becomes('written', ['u3', 'u2', 'u1']);

  await here.deleteConversation('c3');
  await becomes('written', ['u2', 'u1']);
  await there.deleteConversation('c1');
  await becomes('written', ['u2']);
  await here.deleteAll();
  await becomes('written', []);
});

test('without a database, what was written in this tab is found', async () => {
  const broken = faultyFactory(new IDBFactory(), { thrown: new DOMException('', 'SecurityError') });
  const store = openStore(broken);
  await store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  const search = createMessageSearch(store);
  search.follow();
  await isReady(search);
  expect(await find(search, 'text of u1')).toEqual(['u1']);
});

test('a message that the browser cannot read hides no other', async () => {
  const factory = new IDBFactory();
  const turn = [messageOf({ id: 'u1' }), messageOf({ id: 'u2', seq: 1 })];
  await openStore(factory).putTurn(conversationOf(), turn);
  const search = createMessageSearch(openStore(faultyFactory(factory, { lostMessageId: 'u1' })));
  search.follow();
  await isReady(search);
  expect(await find(search, 'text of')).toEqual(['u2']);
});

test('what changes while nobody searches is read at the next search', async () => {
  const store = openStore(new IDBFactory());
  const search = createMessageSearch(store);
  search.follow()();
  await isReady(search);
  await store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
  expect(await find(search, 'text of u1')).toEqual([]);
  search.follow();
  await vi.waitFor(async () => expect(await find(search, 'text of u1')).toEqual(['u1']));
});

test('a store that cannot be loaded is reported, and tried again at the next search', async () => {
  const store = openStore(new IDBFactory());
  const texts = vi.fn(store.texts).mockResolvedValueOnce(null);
  const search = createMessageSearch({ list: store.list, texts });
  search.follow()();
  await vi.waitFor(() => expect(search.getSnapshot().status).toBe('failed'));
  search.follow();
  await isReady(search);
});
