import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { conversationOf, messageOf } from '#tests/support/store-fixtures.ts';
import { type ConversationStore, openConversationStore } from '../conversation-store.ts';
import { exportConversations } from './export-conversations.ts';

const now = new Date(2026, 10, 5);
const drawPage = async (shown: readonly { title: string; path: readonly unknown[] }[]) =>
  shown.map(({ title, path }) => `${title}: ${path.length}`);
const openStore = () => openConversationStore({ indexedDB: new IDBFactory(), channel: null });

let store: ConversationStore;

beforeEach(async () => {
  store = openStore();
  const branches = [
    messageOf({ id: 'u1' }),
    messageOf({ id: 'a1', parentId: 'u1', seq: 1, role: 'assistant' }),
    messageOf({ id: 'a2', parentId: 'u1', seq: 2, role: 'assistant' }),
  ];
  await store.putTurn(conversationOf({ leafId: 'a1', title: 'First' }), branches);
  const other = messageOf({ id: 'u9', conversationId: 'c2' });
  await store.putTurn(conversationOf({ id: 'c2', title: 'Second', updatedAt: 2000 }), [other]);
});

const first = async () => {
  const view = await store.load('c1');
  return { id: 'c1', title: 'First', path: view?.messages.slice(0, 2) ?? [] };
};

it('writes one conversation with all of its branches as JSON, which imports to the same', async () => {
  const file = await exportConversations(await first(), 'json', { store, drawPage, now });
  expect(file).toMatchObject({ name: 'First.json', mediaType: 'application/json' });
  const elsewhere = openStore();
  expect(await elsewhere.importAll(file.parts.join(''))).toMatchObject({
    conversations: 1,
    messages: 3,
  });
  expect(await elsewhere.load('c1')).toEqual(await store.load('c1'));
  expect(await elsewhere.exportAll()).toBe(await store.exportOne('c1'));
});

it('writes everything as JSON', async () => {
  const file = await exportConversations(null, 'json', { store, drawPage, now });
  expect(file.name).toBe('starlight-conversations-2026-11-05.json');
  expect(file.parts).toEqual([await store.exportAll()]);
});

it('writes all visible paths as Markdown, the newest conversation first', async () => {
  const file = await exportConversations(null, 'markdown', { store, drawPage, now });
  expect(file.name).toBe('starlight-conversations-2026-11-05.md');
  expect(file.parts.join('')).toBe(
    '# Second\n\n## You\n\ntext of u9\n\n---\n\n# First\n\n## You\n\ntext of u1\n\n## Reply\n\ntext of a1\n',
  );
});

it('has the page drawn from the visible path', async () => {
  const one = await exportConversations(await first(), 'html', { store, drawPage, now });
  expect(one).toMatchObject({ name: 'First.html', parts: ['First: 2'] });
  const all = await exportConversations(null, 'html', { store, drawPage, now });
  expect(all).toMatchObject({
    name: 'starlight-conversations-2026-11-05.html',
    parts: ['Second: 1', 'First: 2'],
  });
});

it('writes an empty export for a conversation that is gone', async () => {
  expect(JSON.parse(await store.exportOne('gone'))).toMatchObject({
    conversations: [],
    messages: [],
  });
});
