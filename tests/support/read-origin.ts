/**
 * Everything that this origin stores in the browser, one text for each record. Runs in the page: IndexedDB,
 * localStorage, sessionStorage, caches, cookies, the tab's name, and the address with its history entry.
 */
export async function readOrigin(): Promise<string[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: unknown[] = [
    ...Object.entries(localStorage),
    ...Object.entries(sessionStorage),
    document.cookie,
    document.title,
    location.href,
    history.state,
  ];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([
        done(records.getAllKeys()),
        done(records.getAll()),
      ]);
      for (const [index, value] of values.entries()) found.push([name, store, keys[index], value]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      found.push([name, request.url, await response?.text()]);
    }
  }
  return found.map((record) => JSON.stringify(record));
}
