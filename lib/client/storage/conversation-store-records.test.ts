import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { idsIn, putRaw, rawDatabase } from '#tests/support/raw-database.ts';
import {
  conversationOf,
  type DatabaseFaults,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { openConversationStore } from './conversation-store.ts';

let real: IDBFactory;
let faults: DatabaseFaults;

beforeEach(() => {
  real = new IDBFactory();
  faults = {};
});

const open = (factory: IDBFactory = faultyFactory(real, faults)) =>
  openConversationStore({ indexedDB: factory, channel: null });
/** As the next visit finds it, in a browser that is well again. */
const reopen = () => open(real);

const turn = [messageOf({ id: 'u1' }), messageOf({ id: 'a1', role: 'assistant', seq: 1 })];

describe('records that cannot be read', () => {
  it('sets a message aside, shows the others, and keeps it in the export', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'messages', {
      id: 'm9',
      conversationId: 'c1',
      text: 17,
      big: 10n,
      map: new Map(),
    });
    const store = open();
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('corrupt');
    expect(await idsIn(real, 'messages')).toEqual(['a1', 'u1']);
    for (const each of [store, reopen()]) {
      const { messages, unreadable } = JSON.parse(await each.exportAll());
      expect(messages).toHaveLength(2);
      expect(unreadable).toMatchObject([
        {
          from: 'setAside',
          record: { from: 'messages', key: 'm9', record: { text: 17, big: '10' } },
        },
      ]);
    }
  });

  it('does not complain again on the next visit', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'messages', { id: 'm9', conversationId: 'c1' });
    await open().load('c1');
    const next = open();
    await next.load('c1');
    await next.list();
    expect(next.problem()).toBeNull();
  });

  it('makes a conversation anew from its messages, and sets its record aside', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'conversations', { id: 'c1', title: 'Kept title', updatedAt: 'x' });
    const store = open();
    expect(await store.list()).toMatchObject([{ id: 'c1', title: 'Kept title', updatedAt: 1000 }]);
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('corrupt');
    expect(JSON.parse(await store.exportAll()).unreadable).toHaveLength(1);
  });

  it('sets a conversation aside that a turn is written over', async () => {
    await reopen().list();
    await putRaw(real, 'conversations', { id: 'c1', title: 12 });
    await open().putTurn(conversationOf(), turn);
    expect((await reopen().list())[0]).toEqual(conversationOf());
    expect(await reopen().exportAll()).toContain('"title": 12');
  });

  it('shows what cannot be set aside for want of room all the same', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'messages', { id: 'm9', conversationId: 'c1' });
    const store = open();
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    expect((await store.load('c1'))?.messages).toEqual(turn);
    IDBObjectStore.prototype.add = add;
    expect(await idsIn(real, 'messages')).toEqual(['a1', 'm9', 'u1']);
  });

  it('loses only the message whose file the browser has lost', async () => {
    await reopen().putTurn(conversationOf(), [...turn, messageOf({ id: 'u2', seq: 2 })]);
    faults.lostMessageId = 'a1';
    const store = open();
    expect((await store.load('c1'))?.messages.map(({ id }) => id)).toEqual(['u1', 'u2']);
    expect(store.problem()).toBe('corrupt');
    expect(JSON.parse(await store.exportAll()).messages).toHaveLength(2);
    // It may come back, so it stays where it is.
    expect(await idsIn(real, 'messages')).toEqual(['a1', 'u1', 'u2']);
  });

  it('takes what was set aside along when its conversation is deleted', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'messages', { id: 'm9', conversationId: 'c1' });
    const store = open();
    await store.load('c1');
    await store.deleteConversation('c1');
    expect(await idsIn(real, 'setAside')).toEqual([]);
  });
});

describe('a database of a newer build', () => {
  beforeEach(async () => {
    await reopen().putTurn(conversationOf(), turn);
    const request = real.open('starlight', 7);
    request.onupgradeneeded = () => request.result.createObjectStore('folders', { keyPath: 'id' });
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    request.result.close();
    await putRaw(real, 'folders', { id: 'f1', name: 'A folder' });
  });

  it('is left alone: the store goes on in memory and exports what is there', async () => {
    const store = open();
    await store.putTurn(conversationOf({ id: 'c2' }), [
      messageOf({ id: 'u9', conversationId: 'c2' }),
    ]);
    expect(store.problem()).toBe('newer_schema');
    expect((await store.list()).map(({ id }) => id)).toEqual(['c2']);
    const exported = JSON.parse(await store.exportAll());
    expect(exported.messages).toMatchObject([{ id: 'u9' }]);
    expect(exported.unreadable).toContainEqual({
      from: 'folders',
      record: { id: 'f1', name: 'A folder' },
    });
    expect(exported.unreadable).toContainEqual({ from: 'messages', record: turn[0] });
    expect(await idsIn(real, 'messages')).toEqual(['a1', 'u1']);
  });

  it('is deleted when the visitor deletes everything', async () => {
    const store = open();
    await store.deleteAll();
    expect(store.problem()).toBeNull();
    expect(await reopen().list()).toEqual([]);
    await store.putTurn(conversationOf(), turn);
    expect((await reopen().load('c1'))?.messages).toEqual(turn);
  });
});

describe('a database that has no object stores', () => {
  it('is said to be corrupt, and works again after everything was deleted', async () => {
    (await rawDatabase(real, 1)).close();
    const store = open();
    await store.putTurn(conversationOf(), turn);
    expect(store.problem()).toBe('corrupt');
    expect((await store.load('c1'))?.messages).toEqual(turn);
    await store.deleteAll();
    expect(store.problem()).toBeNull();
    await store.putTurn(conversationOf(), turn);
    expect((await reopen().load('c1'))?.messages).toEqual(turn);
  });

  it('is not made by looking for something to export', async () => {
    faults.thrown = new DOMException('', 'SecurityError');
    const opening = vi.fn(real.open.bind(real));
    const factory = { ...faults, open: opening, deleteDatabase: real.deleteDatabase.bind(real) };
    opening.mockImplementationOnce(() => {
      throw faults.thrown;
    });
    // A factory is asked for these two functions only.
    const store = open(factory as unknown as IDBFactory);
    await store.exportAll();
    expect(await real.databases()).toEqual([]);
  });
});
