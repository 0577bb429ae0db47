/** The raw database, without the store. */
export async function rawDatabase(factory: IDBFactory, version?: number): Promise<IDBDatabase> {
  const request = factory.open('starlight', version);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Puts a record into it unchanged. */
export async function putRaw(factory: IDBFactory, store: string, record: unknown): Promise<void> {
  const db = await rawDatabase(factory);
  const tx = db.transaction(store, 'readwrite');
  tx.objectStore(store).put(record);
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
}

/** The keys of all records of an object store. */
export async function idsIn(factory: IDBFactory, store: string): Promise<unknown[]> {
  const db = await rawDatabase(factory);
  const request = db.transaction(store).objectStore(store).getAllKeys();
  const keys = await new Promise<unknown[]>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  db.close();
  return keys;
}
