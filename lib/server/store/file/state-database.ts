import 'server-only';
import { chmodSync, statSync } from 'node:fs';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import { StoreUnavailableError } from '../store-failure.ts';

/** The file that holds what must outlive the process. */
export type StateDatabase = {
  /** Runs `act` as one transaction. @throws `StoreUnavailableError`, and then nothing was written */
  transact: <T>(act: (run: RunStatement) => T) => T;
  close: () => void;
};

/** Runs one statement, and returns its rows. */
export type RunStatement = (
  sql: string,
  ...values: (string | number)[]
) => Record<string, SQLOutputValue>[];

// A power failure can lose the last transactions, a crash of the process none (sqlite.org/wal.html).
const SETUP = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS today (only INTEGER PRIMARY KEY CHECK (only = 1), day INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS spent (spender TEXT PRIMARY KEY, tokens REAL NOT NULL, micro_usd REAL NOT NULL);
CREATE TABLE IF NOT EXISTS leases (
  id TEXT PRIMARY KEY, spender TEXT NOT NULL, tokens REAL NOT NULL, micro_usd REAL NOT NULL,
  ends_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS revoked (session TEXT PRIMARY KEY, ends_at INTEGER NOT NULL);
`;
// Another process has it only while a new version replaces this one. The process waits meanwhile.
const BUSY_TIMEOUT_MS = 250;

/** By SQLite's primary result codes (sqlite.org/rescode.html). */
const FAULTS: Readonly<Record<number, StoreFault>> = {
  5: 'timeout',
  6: 'timeout',
  8: 'read_only',
  10: 'unreachable',
  13: 'full',
  14: 'unreachable',
};

/** Opens the file, and creates it if there is none. */
export function openStateDatabase(file: string): StateDatabase {
  const { database, inode } = faulting(() => open(file));
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const run: RunStatement = (sql, ...values) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement.all(...values);
  };
  return {
    transact(act) {
      // Someone removed or replaced it: what is written now would be lost at the next start.
      if (inodeOf(file) !== inode)
        throw new StoreUnavailableError('emptied', 'STARLIGHT_STATE_FILE');
      return faulting(() => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const result = act(run);
          database.exec('COMMIT');
          return result;
        } catch (error) {
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      });
    },
    close: () => database.close(),
  };
}

function open(file: string): { database: DatabaseSync; inode: number | null } {
  // Loaded only where it is used.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const database = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(SETUP);
    chmodSync(file, 0o600);
    return { database, inode: inodeOf(file) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function inodeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
}

function faulting<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof StoreUnavailableError
      ? error
      : new StoreUnavailableError(faultOf(error), 'STARLIGHT_STATE_FILE');
  }
}

function faultOf(error: unknown): StoreFault {
  if (!(error instanceof Error)) return 'failed';
  if ('errcode' in error && typeof error.errcode === 'number') {
    return FAULTS[error.errcode % 256] ?? 'failed';
  }
  return 'code' in error && error.code === 'EPERM' ? 'read_only' : 'failed';
}
