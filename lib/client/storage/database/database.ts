import { type DBSchema, type IDBPDatabase, wrap } from 'idb';

const SCHEMA_VERSION = 1;
const OBJECT_STORES = ['conversations', 'messages', 'setAside'] as const;

/** An unreadable record, moved out of its object store and kept for export. */
export type SetAsideRecord = {
  from: 'conversations' | 'messages';
  key: IDBValidKey;
  /** It is deleted with this conversation; null if even the id is unreadable. */
  conversationId: string | null;
  record: unknown;
};

/** Values are unknown: everything in storage is parsed before use. */
export interface StarlightSchema extends DBSchema {
  conversations: { key: IDBValidKey; value: unknown };
  messages: { key: IDBValidKey; value: unknown; indexes: { byConversation: string } };
  setAside: { key: number; value: unknown; indexes: { byConversation: string } };
}

export type StarlightDatabase = IDBPDatabase<StarlightSchema>;

type OpenedDatabase = {
  db: StarlightDatabase;
  /** True if the database did not exist. */
  isNew: boolean;
};

/**
 * Opens the database and upgrades its schema to this build's. Rejects with the DOMException of IndexedDB
 * (`VersionError` when a newer build wrote it), or `NotFoundError` when an object store is missing. The
 * connection closes automatically when another tab wants to upgrade or delete the database; the next
 * transaction on it then throws `InvalidStateError`.
 */
export async function openDatabase(factory: IDBFactory, name: string): Promise<OpenedDatabase> {
  // `openDB` of idb supports only the global factory; its `wrap` takes any.
  const request = factory.open(name, SCHEMA_VERSION);
  let isNew = false;
  request.addEventListener('upgradeneeded', ({ oldVersion }) => {
    isNew = oldVersion === 0;
    createObjectStores(request.result);
  });
  // `createObjectStores` creates the schema above; the check below confirms that it exists.
  const db = (await wrap(request)) as unknown as StarlightDatabase;
  if (!OBJECT_STORES.every((store) => db.objectStoreNames.contains(store))) {
    db.close();
    throw new DOMException('An object store is missing', 'NotFoundError');
  }
  db.addEventListener('versionchange', () => db.close());
  return { db, isNew };
}

/**
 * All records of all object stores, unparsed, of a database that this build cannot open with its own
 * version. Rejects if even that fails; never creates a database.
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

/** Deletes the entire database; resolves when done. */
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
