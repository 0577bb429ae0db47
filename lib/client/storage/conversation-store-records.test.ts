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
/** The store on the next visit, without faults. */
const reopen = () => open(real);

const turn = [messageOf({ id: 'u1' }), messageOf({ id: 'a1', role: 'assistant', seq: 1 })];

describe('a store with unreadable records', () => {
  it('quarantines an unreadable message, shows the others, and exports it', async () => {
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
    for (const one of [store, reopen()]) {
      const { messages, unreadable } = JSON.parse(await one.exportAll());
      expect(messages).toHaveLength(2);
      expect(unreadable).toMatchObject([
        {
          from: 'setAside',
          record: { from: 'messages', key: 'm9', record: { text: 17, big: '10' } },
        },
      ]);
    }
  });

  it('does not report the problem again on the next visit', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'messages', { id: 'm9', conversationId: 'c1' });
    await open().load('c1');
    const next = open();
    await next.load('c1');
    await next.list();
    expect(next.problem()).toBeNull();
  });

  it('rebuilds a conversation from its messages and quarantines its record', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'conversations', { id: 'c1', title: 'Kept title', updatedAt: 'x' });
    const store = open();
    expect(await store.list()).toMatchObject([{ id: 'c1', title: 'Kept title', updatedAt: 1000 }]);
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('corrupt');
    expect(JSON.parse(await store.exportAll()).unreadable).toHaveLength(1);
  });

  it('quarantines an unreadable conversation before a turn overwrites it', async () => {
    await reopen().list();
    await putRaw(real, 'conversations', { id: 'c1', title: 12 });
    await open().putTurn(conversationOf(), turn);
    expect((await reopen().list())[0]).toEqual(conversationOf());
    expect(await reopen().exportAll()).toContain('"title": 12');
  });

  it('still shows the conversation when there is no space to quarantine a record', async () => {
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

  it('loses only the message whose data the browser has lost', async () => {
    await reopen().putTurn(conversationOf(), [...turn, messageOf({ id: 'u2', seq: 2 })]);
    faults.lostMessageId = 'a1';
    const store = open();
    expect((await store.load('c1'))?.messages.map(({ id }) => id)).toEqual(['u1', 'u2']);
    expect(store.problem()).toBe('corrupt');
    expect(JSON.parse(await store.exportAll()).messages).toHaveLength(2);
    // The data may come back, so the record stays in place.
    expect(await idsIn(real, 'messages')).toEqual(['a1', 'u1', 'u2']);
  });

  it('deletes quarantined records along with their conversation', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw(real, 'messages', { id: 'm9', conversationId: 'c1' });
    const store = open();
    await store.load('c1');
    await store.deleteConversation('c1');
    expect(await idsIn(real, 'setAside')).toEqual([]);
  });
});

describe('a database from a newer build', () => {
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

  it('stays unchanged while the store continues in memory and exports its records', async () => {
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

describe('a database without object stores', () => {
  it('is reported as corrupt and works again after everything is deleted', async () => {
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

  it('is not created by an export', async () => {
    faults.thrown = new DOMException('', 'SecurityError');
    const opening = vi.fn(real.open.bind(real));
    const factory = { ...faults, open: opening, deleteDatabase: real.deleteDatabase.bind(real) };
    opening.mockImplementationOnce(() => {
      throw faults.thrown;
    });
    // Only these two functions of a factory are used.
    const store = open(factory as unknown as IDBFactory);
    await store.exportAll();
    expect(await real.databases()).toEqual([]);
  });
});
