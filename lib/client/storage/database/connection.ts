import { type StoreProblem, storeProblemOf } from '../store-problem.ts';
import {
  deleteDatabase,
  openDatabase,
  readForeignDatabase,
  type StarlightDatabase,
} from './database.ts';

type ConnectionOptions = {
  /** Given as a function: reading `indexedDB` throws in some sandboxes. */
  factory: () => IDBFactory | undefined;
  name: string;
  /** How long opening may keep a read or write waiting. */
  timeoutMs: number;
  /** Why there is no connection; null once there is one. */
  onProblem: (problem: StoreProblem | null) => void;
  /** The database was gone when it was opened again: the browser or the visitor removed it. */
  onRecreated: () => void;
  /** Opening took longer than `timeoutMs` and has now succeeded. */
  onLateOpening: () => void;
};

/** The way to the database: opened at the first use, and again after it was lost. */
export type Connection = {
  /** The open database, or null where there is none (see `onProblem`). Never rejects. */
  get(): Promise<StarlightDatabase | null>;
  /** Closes and forgets a connection that failed; the next `get` opens another. */
  drop(db: StarlightDatabase): void;
  /** All records of a database that `get` cannot open; empty where they cannot be read either. */
  readForeign(): Promise<{ from: string; record: unknown }[]>;
  /** Deletes a database that `get` cannot open. True when it is gone. */
  erase(): Promise<boolean>;
};

/** Makes a connection. Nothing is opened yet. */
export function createConnection(options: ConnectionOptions): Connection {
  const { name, timeoutMs, onProblem, onRecreated, onLateOpening } = options;
  let current: StarlightDatabase | null = null;
  let attempt: Promise<StarlightDatabase | null> | null = null;
  let wasOpen = false;

  const open = async (): Promise<StarlightDatabase | null> => {
    try {
      const factory = options.factory();
      if (!factory) throw new DOMException('No IndexedDB', 'NotSupportedError');
      const { db, isNew } = await openDatabase(factory, name);
      current = db;
      if (isNew && wasOpen) onRecreated();
      wasOpen = true;
      onProblem(null);
      return db;
    } catch (error) {
      onProblem(storeProblemOf(error));
      return null;
    }
  };

  const begin = (): Promise<StarlightDatabase | null> => {
    let isLate = false;
    const opening = open().then((db) => {
      attempt = null;
      if (isLate && db) onLateOpening();
      return db;
    });
    // `open` may never answer: WebKit bug 226547, or another tab that holds an older version.
    return before(opening, timeoutMs, () => {
      isLate = true;
      onProblem('unavailable');
      return null;
    });
  };

  return {
    get() {
      if (current) return Promise.resolve(current);
      attempt ??= begin();
      return attempt;
    },
    drop(db) {
      if (current === db) current = null;
      db.close();
    },
    async readForeign() {
      const reading = async () => {
        const factory = options.factory();
        return factory ? readForeignDatabase(factory, name) : [];
      };
      return before(reading(), timeoutMs, () => []).catch(() => []);
    },
    async erase() {
      const erasing = async () => {
        const factory = options.factory();
        if (factory) await deleteDatabase(factory, name);
        return factory !== undefined;
      };
      return before(erasing(), timeoutMs, () => false).catch(() => false);
    },
  };
}

/** What the promise brings, or after `timeoutMs` what `late` returns. */
function before<T>(promise: Promise<T>, timeoutMs: number, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
