import { parseJson } from '#lib/core/json/parse-json.ts';
import { createListeners } from '../../page/create-listeners.ts';
import { localRecords } from '../journal/local-records.ts';

/** Of the five million characters of localStorage, which drafts and the journal need more. */
const MAX_RECORD_LENGTH = 1_000_000;

type SavedListOptions<T> = {
  /** Its name in localStorage. */
  record: string;
  /** Reads an item that anything may have written; null if it is none. */
  readItem: (value: unknown) => T | null;
  maxItems: number;
  records?: typeof localRecords;
};

/** A short list that the visitor keeps, in every tab of this browser. */
type SavedList<T> = {
  /** The same array until something changes. */
  read: () => readonly T[];
  /** Adds an item, or replaces the one with its ID; false if there is no room. */
  put: (item: T) => boolean;
  remove: (id: string) => void;
  removeAll: () => void;
  /** Adds those whose IDs are unknown, as far as there is room; returns how many. */
  addMissing: (items: readonly T[]) => number;
  subscribe: (listener: () => void) => () => void;
};

/** Creates a list that is one record in localStorage. Never throws. */
export function createSavedList<T extends { id: string }>(
  options: SavedListOptions<T>,
): SavedList<T> {
  const { record, readItem, maxItems, records = localRecords } = options;
  const changes = createListeners();
  let known: { text: string | null; items: readonly T[] } = { text: null, items: [] };

  const read = (): readonly T[] => {
    const text = records.read(record);
    if (text !== known.text) known = { text, items: readItems(text) };
    return known.items;
  };
  const readItems = (text: string | null): readonly T[] => {
    const value = text === null ? [] : parseJson(text);
    const items = Array.isArray(value) ? value.flatMap((item) => readItem(item) ?? []) : [];
    return [...new Map(items.map((item) => [item.id, item])).values()].slice(0, maxItems);
  };
  const hasRoom = (items: readonly T[]) =>
    items.length <= maxItems && JSON.stringify(items).length <= MAX_RECORD_LENGTH;
  const write = (items: readonly T[]) => {
    if (items.length === 0) records.remove(record);
    else records.write(record, JSON.stringify(items));
    changes.notify();
  };
  return {
    read,
    put(item) {
      const items = read();
      const isKnown = items.some(({ id }) => id === item.id);
      const next = isKnown
        ? items.map((old) => (old.id === item.id ? item : old))
        : [...items, item];
      if (!hasRoom(next)) return false;
      write(next);
      return true;
    },
    remove: (id) => write(read().filter((item) => item.id !== id)),
    removeAll: () => write([]),
    addMissing(items) {
      const own = read();
      const all = new Map([...items, ...own].map((item) => [item.id, item]));
      for (const { id } of own) all.delete(id);
      const added: T[] = [];
      // Each item is written once: a file can have ten thousand that find no room.
      let length = JSON.stringify(own).length;
      for (const item of all.values()) {
        if (own.length + added.length >= maxItems) break;
        const next = length + JSON.stringify(item).length + 1;
        if (next > MAX_RECORD_LENGTH) continue;
        added.push(item);
        length = next;
      }
      if (added.length > 0) write([...own, ...added]);
      return added.length;
    },
    subscribe(listener) {
      const stop = changes.subscribe(listener);
      window.addEventListener('storage', listener);
      return () => {
        stop();
        window.removeEventListener('storage', listener);
      };
    },
  };
}
