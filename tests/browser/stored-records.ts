import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';

/** Puts a record into the page's database as it is, bypassing the app. */
export async function putRaw(page: Page, store: string, record: unknown): Promise<void> {
  await page.evaluate(
    async ([name, value]) => {
      const settle = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await settle(indexedDB.open('starlight'));
      await settle(database.transaction(name, 'readwrite').objectStore(name).put(value));
      database.close();
    },
    [store, record] as const,
  );
}

/** Puts any number of records into the page's database as they are, in one transaction. */
export async function putAllRaw(
  page: Page,
  store: string,
  records: readonly unknown[],
): Promise<void> {
  await page.evaluate(
    async ([name, values]) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('starlight');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const tx = database.transaction(name, 'readwrite');
      for (const value of values) tx.objectStore(name).put(value);
      await new Promise((resolve) => {
        tx.oncomplete = resolve;
      });
      database.close();
    },
    [store, records] as const,
  );
}

/** Every record of an object store, and the version of the database. */
export async function readRaw(
  page: Page,
  store: string,
): Promise<{ version: number; records: unknown[] }> {
  return page.evaluate(async (name) => {
    const settle = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settle(indexedDB.open('starlight'));
    const records: unknown[] = database.objectStoreNames.contains(name)
      ? await settle(database.transaction(name).objectStore(name).getAll())
      : [];
    const { version } = database;
    database.close();
    return { version, records };
  }, store);
}

/** Runs in the page: from now on no write is committed, as if the page closed during each. */
export function keepWritesOpen(): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(names, mode, options) {
    const tx = begin.call(this, names, mode, options);
    const store = tx.objectStoreNames[0];
    const keepOpen = () => {
      if (store === undefined) return;
      tx.objectStore(store).count().onsuccess = keepOpen;
    };
    if (mode === 'readwrite') keepOpen();
    return tx;
  };
}

type ExportedFile = {
  format: string;
  conversations: { id: string; title: string }[];
  messages: { id: string; role: string; text: string }[];
  unreadable: { from: string; record: unknown }[];
};

/** A downloaded export, parsed. */
export async function readExported(download: Download): Promise<ExportedFile> {
  return JSON.parse(await readFile(await download.path(), 'utf8'));
}

/** Stores a conversation of so many messages, questions and replies in turn, and returns its id. */
export async function putConversation(
  page: Page,
  texts: readonly string[],
  id = 'stored',
): Promise<string> {
  await page.evaluate(
    async ([conversationId, all]) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('starlight');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const writing = database.transaction(['conversations', 'messages'], 'readwrite');
      const written = new Promise((done) => writing.addEventListener('complete', done));
      const now = Date.now();
      const idOf = (index: number) => `${conversationId}-${index}`;
      for (const [seq, text] of all.entries()) {
        writing.objectStore('messages').put({
          id: idOf(seq),
          conversationId,
          parentId: seq === 0 ? null : idOf(seq - 1),
          seq,
          role: seq % 2 === 0 ? 'user' : 'assistant',
          text,
          status: 'done',
          createdAt: now,
        });
      }
      writing.objectStore('conversations').put({
        id: conversationId,
        title: `Stored ${conversationId}`,
        renamed: true,
        model: null,
        leafId: idOf(all.length - 1),
        createdAt: now,
        updatedAt: now,
      });
      await written;
      database.close();
    },
    [id, texts] as const,
  );
  return id;
}
