import { type StoreProblem, storeProblemOf } from '../store-problem.ts';
import {
  deleteDatabase,
  openDatabase,
  readForeignDatabase,
  type StarlightDatabase,
} from './database.ts';

type ConnectionOptions = {
  /** A function, because reading `indexedDB` throws in some sandboxes. */
  factory: () => IDBFactory | undefined;
  name: string;
  /** How long opening may delay a read or write. */
  timeoutMs: number;
  /** Receives the reason there is no connection; null once there is one. */
  onProblem: (problem: StoreProblem | null) => void;
  /** Called when the database no longer existed on reopening: the browser or the visitor removed it. */
  onRecreated: () => void;
  /** Called when opening succeeds after more than `timeoutMs`. */
  onLateOpening: () => void;
};

/** A database connection, opened on first use and reopened after a failure. */
export type Connection = {
  /** The open database, or null without one (see `onProblem`). Never rejects. */
  get(): Promise<StarlightDatabase | null>;
  /** Closes and drops a failed connection; the next `get` opens another. */
  drop(db: StarlightDatabase): void;
  /** All records of a database that `get` cannot open; empty if they are unreadable too. */
  readForeign(): Promise<{ from: string; record: unknown }[]>;
  /** Deletes a database that `get` cannot open. True when it is deleted. */
  erase(): Promise<boolean>;
};

/** Creates a connection without opening it. */
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

  const startOpening = (): Promise<StarlightDatabase | null> => {
    let isLate = false;
    const opening = open().then((db) => {
      attempt = null;
      if (isLate && db) onLateOpening();
      return db;
    });
    // `open` may hang: WebKit bug 226547, or another tab that holds an older version.
    return withTimeout(opening, timeoutMs, () => {
      isLate = true;
      onProblem('unavailable');
      return null;
    });
  };

  return {
    get() {
      if (current) return Promise.resolve(current);
      attempt ??= startOpening();
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
      return withTimeout(reading(), timeoutMs, () => []).catch(() => []);
    },
    async erase() {
      const erasing = async () => {
        const factory = options.factory();
        if (factory) await deleteDatabase(factory, name);
        return factory !== undefined;
      };
      return withTimeout(erasing(), timeoutMs, () => false).catch(() => false);
    },
  };
}

/** Settles like `promise`, or resolves with `onTimeout()` after `timeoutMs`. */
function withTimeout<T>(promise: Promise<T>, timeoutMs: number, onTimeout: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(onTimeout()), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
