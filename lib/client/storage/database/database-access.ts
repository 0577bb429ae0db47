import { storeProblemOf } from '../store-problem.ts';
import type { StoreWatch } from '../store-watch.ts';
import type { Connection } from './connection.ts';
import type { StarlightDatabase } from './database.ts';
import { quarantineUnreadable } from './quarantine.ts';
import type { FoundRecords } from './read-records.ts';

type DatabaseAccessOptions = {
  connection: Connection;
  /** Learns what reading meets. */
  watch: StoreWatch;
  /** Called before each use. */
  onUse: () => void;
};

export type DatabaseAccess = {
  /** Runs `work`, and retries it once on a new connection if the first was lost; null without a database. */
  onDatabase: <T>(work: (db: StarlightDatabase) => Promise<T>) => Promise<{ value: T } | null>;
  /** Reads and quarantines unreadable records; null without a database. Never rejects. */
  read: (
    readFrom: (db: StarlightDatabase) => Promise<FoundRecords>,
  ) => Promise<FoundRecords | null>;
};

/** The reads and writes of one store on its connection. */
export function createDatabaseAccess(options: DatabaseAccessOptions): DatabaseAccess {
  const { connection, watch, onUse } = options;
  let sawUnreadable = false;

  const onDatabase: DatabaseAccess['onDatabase'] = async (work) => {
    onUse();
    const db = await connection.get();
    if (!db) return null;
    try {
      return { value: await work(db) };
    } catch (error) {
      if (storeProblemOf(error) === 'full') throw error;
      connection.drop(db);
      const again = await connection.get();
      return again && { value: await work(again) };
    }
  };

  return {
    onDatabase,
    async read(readFrom) {
      try {
        const found = await onDatabase(readFrom);
        const unreadable = found?.value.unreadable ?? [];
        sawUnreadable ||= unreadable.length > 0;
        watch.note('read', sawUnreadable ? 'corrupt' : null);
        if (unreadable.every(({ isLost }) => isLost)) return found?.value ?? null;
        // Without space to quarantine a record, it stays in place and the rest is still read.
        await onDatabase((db) => quarantineUnreadable(db, unreadable)).catch((error) =>
          watch.note('write', storeProblemOf(error)),
        );
        return (await onDatabase(readFrom))?.value ?? null;
      } catch (error) {
        watch.note('read', storeProblemOf(error));
        return null;
      }
    },
  };
}
