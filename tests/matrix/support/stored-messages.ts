import type { Page } from '@playwright/test';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { parseStoredMessage } from '#lib/core/chat/stored-records.ts';

/** The messages in this page's database, oldest first; none if there is no database. */
export async function storedMessages(page: Page): Promise<ChatMessage[]> {
  const records = await page.evaluate(readRecords);
  return records
    .flatMap((record) => parseStoredMessage(record) ?? [])
    .sort((a, b) => a.seq - b.seq);
}

/** Everything that this page has stored, as text. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(readEverything);
}

async function readRecords(): Promise<unknown[]> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'starlight')) return [];
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('starlight');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = database.transaction('messages').objectStore('messages').getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        database.close();
        resolve(reading.result);
      };
    };
  });
}

async function readEverything(): Promise<string> {
  const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
  const settle = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settle(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(await settle(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return JSON.stringify(found);
}
