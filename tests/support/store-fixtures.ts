import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';

/** For tests: a message for which only the relevant fields are given. */
export function messageOf(fields: Partial<ChatMessage> & { id: string }): ChatMessage {
  return {
    conversationId: 'c1',
    parentId: null,
    seq: 0,
    role: 'user',
    text: `text of ${fields.id}`,
    status: 'done',
    createdAt: 1000,
    ...fields,
  };
}

/** For tests: a conversation for which only the relevant fields are given. */
export function conversationOf(fields: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    title: 'A question',
    renamed: false,
    model: null,
    leafId: null,
    createdAt: 1000,
    updatedAt: 1000,
    ...fields,
  };
}

/** Browser faults of a database, switched on and off by a test. */
export type DatabaseFaults = {
  /** Writing such a record fails as it does when storage is full: the transaction is aborted. */
  isTooMuch?: ((record: unknown) => boolean) | undefined;
  /** The message with this id cannot be read, as if the file of a large value were missing. */
  lostMessageId?: string | undefined;
  /** Every use of the database throws this. */
  thrown?: DOMException | undefined;
  /** Transactions begun, by mode. */
  begun?: IDBTransactionMode[];
};

/**
 * For tests: a factory that wraps another one, and whose databases fail according to the current
 * `faults`.
 */
export function faultyFactory(real: IDBFactory, faults: DatabaseFaults): IDBFactory {
  return new Proxy(real, {
    get(target, name) {
      if (name !== 'open') return Reflect.get(target, name).bind(target);
      return (...args: Parameters<IDBFactory['open']>) => {
        if (faults.thrown) throw faults.thrown;
        const request = target.open(...args);
        request.addEventListener('success', () => breakDatabase(request.result, faults));
        return request;
      };
    },
  });
}

function breakDatabase(db: IDBDatabase, faults: DatabaseFaults): void {
  const begin = db.transaction.bind(db);
  db.transaction = (names, mode, options) => {
    if (faults.thrown) throw faults.thrown;
    faults.begun?.push(mode ?? 'readonly');
    const tx = begin(names, mode, options);
    const storeOf = tx.objectStore.bind(tx);
    const broken = new Map<string, IDBObjectStore>();
    tx.objectStore = (name) => {
      const store = broken.get(name) ?? breakStore(storeOf(name), faults);
      broken.set(name, store);
      return store;
    };
    return tx;
  };
}

function breakStore(store: IDBObjectStore, faults: DatabaseFaults): IDBObjectStore {
  const put = store.put.bind(store);
  store.put = (record, key) => {
    const request = put(record, key);
    if (faults.isTooMuch?.(record)) abortWith(store.transaction, 'QuotaExceededError');
    return request;
  };
  if (store.name === 'messages') loseMessage(store, faults);
  return store;
}

function loseMessage(store: IDBObjectStore, faults: DatabaseFaults): void {
  const get = store.get.bind(store);
  const indexOf = store.index.bind(store);
  store.get = (key) => {
    const request = get(key);
    if (key === faults.lostMessageId) abortWith(store.transaction, 'NotFoundError');
    return request;
  };
  loseAll(store, store.transaction, faults);
  store.index = (name) => loseAll(indexOf(name), store.transaction, faults);
}

function loseAll<T extends Pick<IDBIndex, 'getAll'>>(
  source: T,
  tx: IDBTransaction,
  faults: DatabaseFaults,
): T {
  const getAll = source.getAll.bind(source);
  source.getAll = (...args: Parameters<IDBIndex['getAll']>) => {
    const request = getAll(...args);
    if (faults.lostMessageId) abortWith(tx, 'NotFoundError');
    return request;
  };
  return source;
}

/** Ends a transaction as a browser does: with the cause as its error, and without its writes. */
function abortWith(tx: IDBTransaction, cause: string): void {
  // fake-indexeddb's own way to abort with a cause; the standard's `abort()` has none.
  (tx as unknown as { _abort(name: string): void })._abort(cause);
}

/** For tests: channels that receive each other's messages, like those of several tabs. */
export function connectedChannels(count: number): BroadcastChannel[] {
  const channels = Array.from({ length: count }, () => new EventTarget());
  return channels.map((channel) => {
    const postMessage = (data: unknown) => {
      for (const other of channels)
        if (other !== channel)
          queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })));
    };
    // The store only posts and listens, and needs nothing else from a channel.
    return Object.assign(channel, { postMessage }) as unknown as BroadcastChannel;
  });
}

/** For tests: a localStorage that can be full or refuse every change. */
export function fakeStorage(): Storage & { isFull: boolean; isReadOnly: boolean } {
  const items = new Map<string, string>();
  return {
    isFull: false,
    isReadOnly: false,
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem(name, text) {
      if (this['isFull'] || this['isReadOnly']) throw new DOMException('', 'QuotaExceededError');
      items.set(name, text);
    },
    removeItem(name) {
      if (this['isReadOnly']) throw new DOMException('', 'SecurityError');
      items.delete(name);
    },
    clear: () => items.clear(),
  };
}
