import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { parseAttachment } from '#lib/core/attachments/parse-attachment.ts';

interface DraftSchema extends DBSchema {
  files: { key: string; value: unknown };
}
type DraftDatabase = IDBPDatabase<DraftSchema>;

/**
 * The content of files that are attached to drafts, by id. Apart from the conversations, so that a file of
 * megabytes is written once, when it is attached. Never throws: without a database, or without space, the
 * files last as long as the page.
 */
export type DraftFiles = {
  /** Resolves with whether the next page will find it. */
  keep(file: Attachment): Promise<boolean>;
  /** Those that are found, in the order of `ids`. */
  read(ids: readonly string[]): Promise<Attachment[]>;
  /** Removes all files but the needed ones, which are asked for after the stored ones are known. */
  removeAllBut(neededIds: () => ReadonlySet<string>): Promise<void>;
};

type DraftFilesOptions = { databaseName?: string; openTimeoutMs?: number };

const DATABASE = 'starlight-drafts';

/** Opens the database on first use. */
export function openDraftFiles({
  databaseName = DATABASE,
  openTimeoutMs = 3000,
}: DraftFilesOptions = {}): DraftFiles {
  const inMemory = new Map<string, Attachment>();
  let opening: Promise<DraftDatabase> | null = null;

  const open = (): Promise<DraftDatabase> => {
    opening ??= openDB<DraftSchema>(databaseName, 1, {
      upgrade: (db) => void db.createObjectStore('files'),
      blocking: (_current, _next, event) => {
        // The connection that fires it is the one to close.
        (event.target as IDBDatabase).close();
        opening = null;
      },
      terminated: () => {
        opening = null;
      },
    });
    return opening;
  };

  /** Null if the database fails or does not answer. */
  const attempt = async <T>(
    work: (db: DraftDatabase) => Promise<T>,
  ): Promise<{ value: T } | null> => {
    const timeout = new Promise<null>((resolve) => setTimeout(resolve, openTimeoutMs, null));
    try {
      const db = await Promise.race([open(), timeout]);
      return db && { value: await work(db) };
    } catch {
      opening = null;
      return null;
    }
  };

  return {
    async keep(file) {
      inMemory.set(file.id, file);
      return (await attempt((db) => db.put('files', file, file.id))) !== null;
    },
    async read(ids) {
      const found = await Promise.all(
        ids.map(async (id) => {
          const known = inMemory.get(id);
          if (known) return known;
          const stored = await attempt((db) => db.get('files', id));
          return parseAttachment(stored?.value);
        }),
      );
      return found.filter((file) => file !== null);
    },
    async removeAllBut(neededIds) {
      for (const id of inMemory.keys()) if (!neededIds().has(id)) inMemory.delete(id);
      await attempt(async (db) => {
        const stored = await db.getAllKeys('files');
        const ids = neededIds();
        await Promise.all(stored.filter((id) => !ids.has(id)).map((id) => db.delete('files', id)));
      });
    },
  };
}

/** The same in memory alone, for chats that are never stored. */
function keepInMemory(): DraftFiles {
  const files = new Map<string, Attachment>();
  return {
    async keep(file) {
      files.set(file.id, file);
      return true;
    },
    read: async (ids) => ids.flatMap((id) => files.get(id) ?? []),
    async removeAllBut(neededIds) {
      for (const id of files.keys()) if (!neededIds().has(id)) files.delete(id);
    },
  };
}

let shared: DraftFiles | null = null;

/** The files of this page's drafts. */
export function draftFiles(): DraftFiles {
  shared ??= openDraftFiles();
  return shared;
}

let unstored: DraftFiles | null = null;

/** The files of the drafts of temporary chats. */
export function temporaryFiles(): DraftFiles {
  unstored ??= keepInMemory();
  return unstored;
}
