import { isTemporary } from '../temporary/temporary-chats.ts';

/**
 * Small texts by name in localStorage. Never throws: a text that cannot be written there (private mode,
 * full, blocked) is kept in memory until the page closes, and read back from there. So is one whose name has
 * the id of a temporary conversation.
 */
export type LocalRecords = {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Every name that starts with a prefix. */
  names(prefix: string): string[];
};

/** Creates local records in the storage returned by `storage`, which may throw. */
export function createLocalRecords(storage: () => Storage | undefined): LocalRecords {
  /** Texts newer than the stored ones; null means a failed removal. */
  const unwritten = new Map<string, string | null>();

  const attempt = <T>(work: (storage: Storage) => T): { value: T } | null => {
    try {
      const found = storage();
      return found ? { value: work(found) } : null;
    } catch {
      // SecurityError or QuotaExceededError: the caller continues in memory.
      return null;
    }
  };

  return {
    read(name) {
      const newer = unwritten.get(name);
      return newer === undefined ? (attempt((found) => found.getItem(name))?.value ?? null) : newer;
    },
    write(name, text) {
      if (!isTemporary(name) && attempt((found) => found.setItem(name, text)))
        unwritten.delete(name);
      else unwritten.set(name, text);
    },
    remove(name) {
      if (attempt((found) => found.removeItem(name))) unwritten.delete(name);
      else unwritten.set(name, null);
    },
    names(prefix) {
      const stored = attempt((found) =>
        Array.from({ length: found.length }, (_, index) => found.key(index)),
      );
      const all = new Set([...(stored?.value ?? []), ...unwritten.keys()]);
      for (const [name, text] of unwritten) if (text === null) all.delete(name);
      return [...all].filter((name) => name?.startsWith(prefix)).map(String);
    },
  };
}

/** The localStorage of this browser. */
export const localRecords: LocalRecords = createLocalRecords(() => globalThis.localStorage);

/** The sessionStorage of this tab, which survives a reload and is not shared with other tabs. */
export const tabRecords: LocalRecords = createLocalRecords(() => globalThis.sessionStorage);
