import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openConversationStore } from './conversation-store.ts';
import { conversationOf, type DatabaseFaults, faultyFactory, messageOf } from './store-fixtures.ts';

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
const isMessage = (id: string) => (record: unknown) =>
  typeof record === 'object' && record !== null && 'id' in record && record.id === id;

async function rawDatabase(version?: number): Promise<IDBDatabase> {
  const request = real.open('starlight', version);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function putRaw(store: string, record: unknown): Promise<void> {
  const db = await rawDatabase();
  const tx = db.transaction(store, 'readwrite');
  tx.objectStore(store).put(record);
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
}

async function idsIn(store: string): Promise<unknown[]> {
  const db = await rawDatabase();
  const request = db.transaction(store).objectStore(store).getAllKeys();
  const keys = await new Promise<unknown[]>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  db.close();
  return keys;
}

describe('without a database', () => {
  it.each([
    ['SecurityError', 'unavailable'],
    ['InvalidStateError', 'unavailable'],
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'corrupt'],
  ])('goes on in memory when opening throws %s, and says %s', async (name, problem) => {
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

  it('goes on in memory where there is no IndexedDB at all', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = openConversationStore({ channel: null });
    await store.putTurn(conversationOf(), turn);
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('unavailable');
    vi.unstubAllGlobals();
  });

  it('writes what it kept in memory as soon as the database opens', async () => {
    faults.thrown = new DOMException('', 'UnknownError');
    const store = open();
    await store.putTurn(conversationOf(), turn);
    faults.thrown = undefined;
    await store.list();
    expect(store.problem()).toBeNull();
    await vi.waitFor(async () => expect((await reopen().load('c1'))?.messages).toEqual(turn));
  });
});

describe('while opening does not answer', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('goes on in memory after three seconds, and writes everything when it opens after all', async () => {
    const holder = await rawDatabase(1);
    // A deletion waits for that connection to close, and every opening waits for the deletion.
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

describe('when there is no room', () => {
  it('keeps what did not fit, says so, and writes it once there is room', async () => {
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

  it('does not let one message that is too large keep the others out', async () => {
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

  it('still deletes', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    faults.isTooMuch = () => true;
    await Promise.all([
      store.putTurn(conversationOf({ id: 'c2' }), []),
      store.deleteConversation('c1'),
    ]);
    expect(await idsIn('messages')).toEqual([]);
  });
});

describe('a write that fails for another reason', () => {
  it('ends, is tried on a new connection, and is made up for later', async () => {
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
    const openedForIt = opened;
    for (let tick = 0; tick < 50; tick += 1) await new Promise(setImmediate);
    IDBDatabase.prototype.transaction = begin;
    expect(store.problem()).toBe('corrupt');
    expect(opened).toBe(openedForIt);
    await store.putMessage(messageOf({ id: 'a2', seq: 3 }));
    expect(store.problem()).toBeNull();
    expect((await reopen().load('c1'))?.messages).toHaveLength(4);
  });
});

describe('records that cannot be read', () => {
  it('sets a message aside, shows the others, and keeps it in the export', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw('messages', {
      id: 'm9',
      conversationId: 'c1',
      text: 17,
      big: 10n,
      map: new Map(),
    });
    const store = open();
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('corrupt');
    expect(await idsIn('messages')).toEqual(['a1', 'u1']);
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
    await putRaw('messages', { id: 'm9', conversationId: 'c1' });
    await open().load('c1');
    const next = open();
    await next.load('c1');
    await next.list();
    expect(next.problem()).toBeNull();
  });

  it('makes a conversation anew from its messages, and sets its record aside', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw('conversations', { id: 'c1', title: 'Kept title', updatedAt: 'x' });
    const store = open();
    expect(await store.list()).toMatchObject([{ id: 'c1', title: 'Kept title', updatedAt: 1000 }]);
    expect((await store.load('c1'))?.messages).toEqual(turn);
    expect(store.problem()).toBe('corrupt');
    expect(JSON.parse(await store.exportAll()).unreadable).toHaveLength(1);
  });

  it('sets a conversation aside that a turn is written over', async () => {
    await reopen().list();
    await putRaw('conversations', { id: 'c1', title: 12 });
    await open().putTurn(conversationOf(), turn);
    expect((await reopen().list())[0]).toEqual(conversationOf());
    expect(await reopen().exportAll()).toContain('"title": 12');
  });

  it('shows what cannot be set aside for want of room all the same', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw('messages', { id: 'm9', conversationId: 'c1' });
    const store = open();
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    expect((await store.load('c1'))?.messages).toEqual(turn);
    IDBObjectStore.prototype.add = add;
    expect(await idsIn('messages')).toEqual(['a1', 'm9', 'u1']);
  });

  it('loses only the message whose file the browser has lost', async () => {
    await reopen().putTurn(conversationOf(), [...turn, messageOf({ id: 'u2', seq: 2 })]);
    faults.lostMessageId = 'a1';
    const store = open();
    expect((await store.load('c1'))?.messages.map(({ id }) => id)).toEqual(['u1', 'u2']);
    expect(store.problem()).toBe('corrupt');
    expect(JSON.parse(await store.exportAll()).messages).toHaveLength(2);
    // It may come back, so it stays where it is.
    expect(await idsIn('messages')).toEqual(['a1', 'u1', 'u2']);
  });

  it('takes what was set aside along when its conversation is deleted', async () => {
    await reopen().putTurn(conversationOf(), turn);
    await putRaw('messages', { id: 'm9', conversationId: 'c1' });
    const store = open();
    await store.load('c1');
    await store.deleteConversation('c1');
    expect(await idsIn('setAside')).toEqual([]);
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
    await putRaw('folders', { id: 'f1', name: 'A folder' });
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
    expect(await idsIn('messages')).toEqual(['a1', 'u1']);
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
    (await rawDatabase(1)).close();
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

describe('a database that goes away while the page is open', () => {
  it('is opened again after the browser closed it', async () => {
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

  it('lets another tab upgrade it, and goes on in memory', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    const upgraded = await rawDatabase(7);
    expect(upgraded.version).toBe(7);
    await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
    expect(store.problem()).toBe('newer_schema');
    expect((await store.load('c1'))?.messages).toHaveLength(3);
    upgraded.close();
  });

  it.each(['reads', 'writes'])(
    'has everything again that a page knows which then %s',
    async (what) => {
      const store = open();
      await store.putTurn(conversationOf(), turn);
      const deletion = real.deleteDatabase('starlight');
      await new Promise((resolve) => {
        deletion.onsuccess = resolve;
      });
      if (what === 'reads') expect((await store.load('c1'))?.messages).toEqual(turn);
      await store.putMessage(messageOf({ id: 'u2', seq: 2 }));
      const stored = await reopen().load('c1');
      expect(stored?.conversation).toEqual(conversationOf());
      expect(stored?.messages).toHaveLength(3);
    },
  );
});
