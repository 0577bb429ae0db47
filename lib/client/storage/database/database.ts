import { type DBSchema, type IDBPDatabase, wrap } from 'idb';

const SCHEMA_VERSION = 1;
const OBJECT_STORES = ['conversations', 'messages', 'setAside'] as const;

/** A record that could not be read, taken out of its object store and kept for export. */
export type SetAsideRecord = {
  from: 'conversations' | 'messages';
  key: IDBValidKey;
  /** Whose deletion takes it along; null where even that could not be read. */
  conversationId: string | null;
  record: unknown;
};

/** Values are unknown: whatever lies in storage is parsed before it is believed. */
export interface StarlightSchema extends DBSchema {
  conversations: { key: IDBValidKey; value: unknown };
  messages: { key: IDBValidKey; value: unknown; indexes: { byConversation: string } };
  setAside: { key: number; value: unknown; indexes: { byConversation: string } };
}

export type StarlightDatabase = IDBPDatabase<StarlightSchema>;

type OpenedDatabase = {
  db: StarlightDatabase;
  /** True when there was no database before. */
  isNew: boolean;
};

/**
 * Opens the database and brings its schema up to this build's. Rejects with the DOMException of
 * IndexedDB (`VersionError` when a newer build wrote it), or `NotFoundError` when an object store is
 * missing. The connection closes itself when another tab wants to upgrade or delete the database; the
 * next transaction on it then throws `InvalidStateError`.
 */
export async function openDatabase(factory: IDBFactory, name: string): Promise<OpenedDatabase> {
  // `openDB` of idb knows only the global factory; its `wrap` takes any.
  const request = factory.open(name, SCHEMA_VERSION);
  let isNew = false;
  request.addEventListener('upgradeneeded', ({ oldVersion }) => {
    isNew = oldVersion === 0;
    createObjectStores(request.result);
  });
  // The schema above is what `createObjectStores` makes; that it is there is checked below.
  const db = (await wrap(request)) as unknown as StarlightDatabase;
  if (!OBJECT_STORES.every((store) => db.objectStoreNames.contains(store))) {
    db.close();
    throw new DOMException('An object store is missing', 'NotFoundError');
  }
  db.addEventListener('versionchange', () => db.close());
  return { db, isNew };
}

/**
 * Everything in a database that this build cannot open by its own version: every record of every object
 * store, unparsed. Rejects where even that cannot be read; never creates a database.
 */
export async function readForeignDatabase(
  factory: IDBFactory,
  name: string,
): Promise<{ from: string; record: unknown }[]> {
  const request = factory.open(name);
  request.addEventListener('upgradeneeded', () => request.transaction?.abort());
  const db = await wrap(request);
  if (!db) return [];
  db.addEventListener('versionchange', () => db.close());
  const stores = await Promise.all(
    Array.from(db.objectStoreNames, async (from) => {
      const records: unknown[] = await db.getAll(from);
      return records.map((record) => ({ from, record }));
    }),
  );
  db.close();
  return stores.flat();
}

/** Deletes the whole database; resolves when it is gone. */
export async function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  await wrap(factory.deleteDatabase(name));
}

function createObjectStores(db: IDBDatabase): void {
  db.createObjectStore('conversations', { keyPath: 'id' });
  db.createObjectStore('messages', { keyPath: 'id' }).createIndex(
    'byConversation',
    'conversationId',
  );
  db.createObjectStore('setAside', { autoIncrement: true }).createIndex(
    'byConversation',
    'conversationId',
  );
}
