/**
 * Entries that are only ever added, and found by any of their keys. Immutable: adding returns a new
 * log. All versions share a store, so adding to the newest costs only the new entry; adding to an
 * older one copies it.
 */
export type KeyedLog<T> = { readonly size: number; readonly store: Store<T> };

type Entry<T> = { value: T; keys: Iterable<string> };
type Store<T> = { entries: Entry<T>[]; places: Map<string, number[]> };

export function emptyKeyedLog<T>(): KeyedLog<T> {
  return { size: 0, store: { entries: [], places: new Map() } };
}

/** The log with `value` appended, found by any of `keys`. */
export function appendKeyed<T>(log: KeyedLog<T>, value: T, keys: Iterable<string>): KeyedLog<T> {
  // An empty log may be a shared constant, which must not store a whole reply's entries.
  const isNewest = log.size > 0 && log.store.entries.length === log.size;
  const store = isNewest ? log.store : copyStore(log);
  push(store, { value, keys });
  return { size: log.size + 1, store };
}

/** Whether any entry has `key`. */
export function hasKey<T>({ size, store }: KeyedLog<T>, key: string): boolean {
  const first = store.places.get(key)?.[0];
  return first !== undefined && first < size;
}

/** The entries that have any of `keys`, each once, in insertion order. */
export function findKeyed<T>({ size, store }: KeyedLog<T>, keys: Iterable<string>): T[] {
  const indexes = new Set<number>();
  for (const key of keys) {
    for (const index of store.places.get(key) ?? []) if (index < size) indexes.add(index);
  }
  return [...indexes]
    .sort((one, other) => one - other)
    .flatMap((index) => store.entries[index] ?? [])
    .map(({ value }) => value);
}

/** All entries from `start` on, in insertion order. */
export function keyedFrom<T>({ size, store }: KeyedLog<T>, start: number): T[] {
  return store.entries.slice(start, size).map(({ value }) => value);
}

function copyStore<T>({ size, store }: KeyedLog<T>): Store<T> {
  const copy: Store<T> = { entries: [], places: new Map() };
  for (const entry of store.entries.slice(0, size)) push(copy, entry);
  return copy;
}

function push<T>(store: Store<T>, entry: Entry<T>): void {
  const index = store.entries.push(entry) - 1;
  for (const key of entry.keys) {
    const indexes = store.places.get(key);
    if (indexes) indexes.push(index);
    else store.places.set(key, [index]);
  }
}
