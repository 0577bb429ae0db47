import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  conversationOf,
  type DatabaseFaults,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { type ConversationStore, openConversationStore } from '../conversation-store.ts';

let store: ConversationStore;

beforeEach(() => {
  store = openConversationStore({ indexedDB: new IDBFactory(), channel: null });
});

const elsewhere = () => openConversationStore({ indexedDB: new IDBFactory(), channel: null });
const question = messageOf({
  id: 'u1',
  text: 'Why\u0000 401? \ud83d',
  attachments: [
    {
      type: 'picture',
      id: 'f1',
      name: 'a.png',
      url: 'data:image/png;base64,AAAA',
      width: 2,
      height: 3,
    },
    { type: 'text', id: 'f2', name: 'a.md', text: '\r\n\u0000 \ud83d', origin: 'paste' },
    { type: 'absent', id: 'f3', name: 'b.md' },
  ],
});
const answer = messageOf({
  id: 'a1',
  parentId: 'u1',
  seq: 1,
  role: 'assistant',
  text: '\r\n‮x',
  thinking: 'Hm\u0000 \ud83d',
  thinkingMs: 1200,
  reasoning: { data: '{"form":"items"}', seal: 's'.repeat(43) },
  sources: [
    { url: 'https://a.example/', title: 'A', start: 0, end: 2 },
    { url: 'https://b.example/' },
  ],
  searches: [{ status: 'done', query: 'why' }],
  toolCalls: [{ name: 'lookup', arguments: '{"a":' }],
  images: ['data:image/png;base64,AAAA', 'data:image/webp;base64,BBB='],
});

describe('an export', () => {
  it('restores everything in another browser, to the last character', async () => {
    await store.putTurn(conversationOf({ leafId: 'a1' }), [question, answer]);
    const other = elsewhere();
    expect(await other.importAll(await store.exportAll())).toEqual({
      conversations: 1,
      messages: 2,
    });
    const found = await other.load('c1');
    expect(found?.messages).toEqual([question, answer]);
    expect(found?.conversation).toMatchObject({ title: 'A question', leafId: 'a1' });
  });

  it('adds missing records and replaces nothing when imported', async () => {
    await store.putTurn(conversationOf({ leafId: 'u1' }), [question]);
    await store.putTurn(conversationOf({ id: 'c2' }), []);
    const text = await store.exportAll();
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    await store.putTurn(conversationOf({ title: 'Mine', renamed: true, leafId: 'a1' }), [
      { ...question, text: 'Newer' },
      answer,
    ]);
    await store.deleteConversation('c2');
    expect(await store.importAll(text)).toEqual({ conversations: 1, messages: 0 });
    const found = await store.load('c1');
    expect(found?.messages).toEqual([{ ...question, text: 'Newer' }, answer]);
    expect(found?.conversation).toMatchObject({ title: 'Mine', leafId: 'a1' });
    expect((await store.list()).map(({ id }) => id).sort()).toEqual(['c1', 'c2']);
    expect(await store.importAll(text)).toEqual({ conversations: 0, messages: 0 });
  });

  it('is written a few conversations at a time, each of them whole', async () => {
    const faults: DatabaseFaults = { begun: [] };
    const indexedDB = faultyFactory(new IDBFactory(), faults);
    store = openConversationStore({ indexedDB, channel: null });
    const ids = Array.from({ length: 100 }, (_, at) => `c${at}`);
    const messages = ids.flatMap((conversationId, at) =>
      // One is longer than what is written at once.
      Array.from({ length: at === 50 ? 1000 : 9 }, (_, seq) =>
        messageOf({ id: `${conversationId}-${seq}`, conversationId, seq }),
      ),
    );
    const records = { conversations: ids.map((id) => conversationOf({ id })), messages };
    expect(await store.importRecords(records)).toEqual({ conversations: 100, messages: 1891 });
    // 50 conversations of 10 records before the long one, and 49 after it.
    expect(faults.begun?.filter((mode) => mode === 'readwrite')).toHaveLength(3 + 3);
    expect((await store.load('c50'))?.messages).toHaveLength(1000);
  });

  it('creates a conversation for messages without one', async () => {
    const text = JSON.stringify({ format: 'starlight-conversations', messages: [question] });
    expect(await store.importAll(text)).toEqual({ conversations: 1, messages: 1 });
    expect((await store.load('c1'))?.messages).toEqual([question]);
  });

  it('is imported as far as it is readable', async () => {
    const text = JSON.stringify({
      format: 'starlight-conversations',
      conversations: [{ id: 'c9' }, 7, conversationOf()],
      messages: [{ id: 'm' }, null, question],
    });
    expect(await store.importAll(text)).toEqual({ conversations: 1, messages: 1 });
  });

  it('notifies the list once in the importing tab', async () => {
    const other = elsewhere();
    await other.putTurn(conversationOf({ id: 'c2' }), []);
    await other.putTurn(conversationOf(), [question]);
    const text = await other.exportAll();
    const lists: Promise<string[]>[] = [];
    store.subscribe((change) => {
      expect(change).toEqual({ type: 'changed', conversationId: null });
      lists.push(store.list().then((list) => list.map(({ id }) => id).sort()));
    });
    await store.importAll(text);
    await store.importAll('no JSON');
    expect(await Promise.all(lists)).toEqual([['c1', 'c2']]);
  });

  it.each(['', 'no JSON', 'null', '[]', '{"format":"other"}'])(
    'is not recognized in %j, which changes nothing',
    async (text) => {
      expect(await store.importAll(text)).toBeNull();
      expect(await store.list()).toEqual([]);
    },
  );
});

describe('unreadable records', () => {
  it('are counted and can be exported separately', async () => {
    const indexedDB = new IDBFactory();
    const writer = openConversationStore({ indexedDB, channel: null });
    // Writes are not validated: this is a record that a broken build could have left.
    await writer.putTurn(conversationOf(), [question, { ...answer, role: 'robot' as 'user' }]);
    const reader = openConversationStore({ indexedDB, channel: null });
    expect(await reader.countUnreadable()).toBe(0);
    await reader.load('c1');
    expect(reader.problem()).toBe('corrupt');
    expect(await reader.countUnreadable()).toBe(1);
    const file = JSON.parse(await reader.exportAll('unreadable'));
    expect(file).toMatchObject({ conversations: [], messages: [] });
    expect(file.unreadable).toHaveLength(1);
    expect(file.unreadable[0].record.record).toMatchObject({ id: 'a1', role: 'robot' });
  });

  it('are none when reading `indexedDB` throws', async () => {
    const getter = vi.spyOn(globalThis, 'indexedDB', 'get').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    const without = openConversationStore({ channel: null });
    await without.putTurn(conversationOf(), [question]);
    expect(await without.countUnreadable()).toBe(0);
    expect(JSON.parse(await without.exportAll()).messages).toEqual([question]);
    getter.mockRestore();
  });

  it('are none without a database', async () => {
    const broken = new IDBFactory();
    broken.open = () => {
      throw new DOMException('', 'SecurityError');
    };
    const without = openConversationStore({ indexedDB: broken, channel: null });
    expect(await without.countUnreadable()).toBe(0);
    expect(JSON.parse(await without.exportAll('unreadable')).unreadable).toEqual([]);
  });
});
