import { fieldOf } from '#lib/core/json/field-of.ts';
import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { idsIn, rawDatabase } from '#tests/support/raw-database.ts';
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
const isMessage = (id: string) => (record: unknown) => fieldOf(record, 'id') === id;

describe('without a database', () => {
  it.each([
    ['SecurityError', 'unavailable'],
    ['InvalidStateError', 'unavailable'],
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'corrupt'],
  ])('continues in memory when opening throws %s and reports %s', async (name, problem) => {
    faults.thrown = new DOMException('', name);
    const store = open();
    const changes: unknown[] = [];
    store.subscribe((change) => changes.push(change));
    await store.putTurn(conversationOf(), turn);
    expect(store.problem()).toBe(problem);
    expect(changes).toEqual([{ type: 'problem' }]);
    expect(await store.list()).toEqual([conversationOf()]);
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(JSON.parse(await store.exportAll())).toMatchObject({ messages: turn });
    await store.deleteConversation('c1');
    expect(await store.load('c1')).toBeNull();
    await store.deleteAll();
  });

  it('continues in memory without IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = openConversationStore({ channel: null });
    await store.putTurn(conversationOf(), turn);
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('unavailable');
    vi.unstubAllGlobals();
  });

  it('writes pending changes as soon as the database opens', async () => {
    faults.thrown = new DOMException('', 'UnknownError');
    const store = open();
    await store.putTurn(conversationOf(), turn);
    faults.thrown = undefined;
    await store.list();
    expect(store.problem()).toBeNull();
    await vi.waitFor(async () => expect((await reopen().load('c1'))?.messages).toEqual(turn));
  });
});

describe('while opening hangs', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('continues in memory after three seconds and writes everything once the database opens', async () => {
    const holder = await rawDatabase(real, 1);
    // The deletion waits for this connection to close, and every open waits for the deletion.
    real.deleteDatabase('starlight');
    const store = open();
    const changes: unknown[] = [];
    store.subscribe((change) => changes.push(change));
    const put = store.putTurn(conversationOf(), turn);
    const second = store.putMessage(messageOf({ id: 'u2', seq: 2 }));
    await vi.advanceTimersByTimeAsync(3000);
    await Promise.all([put, second]);
    expect(store.problem()).toBe('unavailable');
    expect((await store.load('c1'))?.messages).toHaveLength(3);

    holder.close();
    await vi.waitFor(() =>
      expect(changes).toContainEqual({ type: 'changed', conversationId: null }),
    );
    await store.putMessage(messageOf({ id: 'a2', seq: 3 }));
    expect(store.problem()).toBeNull();
    expect((await reopen().load('c1'))?.messages).toHaveLength(4);
  });
});

describe('when storage is full', () => {
  it('keeps changes in memory, reports the problem, and writes them once there is space', async () => {
    const store = open();
    const problems: unknown[] = [];
    store.subscribe(() => problems.push(store.problem()));
    faults.isTooMuch = () => true;
    await store.putTurn(conversationOf(), turn);
    expect(store.problem()).toBe('full');
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(await reopen().list()).toEqual([]);

    faults.isTooMuch = undefined;
    await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
    expect(store.problem()).toBeNull();
    expect(problems).toEqual(['full', null]);
    expect((await reopen().load('c1'))?.messages).toHaveLength(3);
  });

  it('still writes the other messages when one is too large', async () => {
    const store = open();
    faults.isTooMuch = isMessage('u1');
    await store.putTurn(conversationOf(), [messageOf({ id: 'u1', text: 'x'.repeat(999) })]);
    await store.putMessage(messageOf({ id: 'a1', seq: 1 }));
    expect(store.problem()).toBe('full');
    const stored = await reopen().load('c1');
    expect(stored?.messages.map(({ id }) => id)).toEqual(['a1']);
    expect(stored?.conversation).toEqual(conversationOf());
    expect((await store.load('c1'))?.messages).toHaveLength(2);
  });

  it('still deletes conversations', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    faults.isTooMuch = () => true;
    await Promise.all([
      store.putTurn(conversationOf({ id: 'c2' }), []),
      store.deleteConversation('c1'),
    ]);
    expect(await idsIn(real, 'messages')).toEqual([]);
  });
});

describe('a write that fails for another reason', () => {
  it('is retried once on a new connection, and again with the next write', async () => {
    const store = open(real);
    await store.putTurn(conversationOf(), turn);
    let opened = 0;
    const db = real.open.bind(real);
    real.open = (...args) => {
      opened += 1;
      return db(...args);
    };
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('', 'UnknownError');
    };
    await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
    const openedByWrite = opened;
    for (let tick = 0; tick < 50; tick += 1) await new Promise(setImmediate);
    IDBDatabase.prototype.transaction = begin;
    expect(store.problem()).toBe('corrupt');
    expect(opened).toBe(openedByWrite);
    await store.putMessage(messageOf({ id: 'a2', seq: 3 }));
    expect(store.problem()).toBeNull();
    expect((await reopen().load('c1'))?.messages).toHaveLength(4);
  });
});

describe('a database that closes while the page is open', () => {
  it('is reopened after the browser closes it', async () => {
    let last: IDBDatabase | undefined;
    const factory = new Proxy(real, {
      get: (target, name) =>
        name !== 'open'
          ? Reflect.get(target, name)
          : (...args: Parameters<IDBFactory['open']>) => {
              const request = target.open(...args);
              request.addEventListener('success', () => {
                last = request.result;
              });
              return request;
            },
    });
    const store = open(factory);
    await store.putTurn(conversationOf(), turn);
    // The declared type of this function is that of the class, not of an instance.
    if (last) forceCloseDatabase(last as unknown as typeof IDBDatabase);
    await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
    expect(store.problem()).toBeNull();
    expect((await reopen().load('c1'))?.messages).toHaveLength(3);
  });

  it('can be upgraded by another tab while the store continues in memory', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    const upgraded = await rawDatabase(real, 7);
    expect(upgraded.version).toBe(7);
    await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
    expect(store.problem()).toBe('newer_schema');
    expect((await store.load('c1'))?.messages).toHaveLength(3);
    upgraded.close();
  });

  it.each(['reads', 'writes'])(
    'is restored from memory when the page next %s',
    async (operation) => {
      const store = open();
      await store.putTurn(conversationOf(), turn);
      const deletion = real.deleteDatabase('starlight');
      await new Promise((resolve) => {
        deletion.onsuccess = resolve;
      });
      if (operation === 'reads') expect((await store.load('c1'))?.messages).toEqual(turn);
      await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
      const stored = await reopen().load('c1');
      expect(stored?.conversation).toEqual(conversationOf());
      expect(stored?.messages).toHaveLength(3);
    },
  );
});
