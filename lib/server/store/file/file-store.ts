import 'server-only';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import { memoryStore } from '../memory-store.ts';
import type { Store } from '../store.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { createFileLedger } from './file-ledger.ts';
import { openStateDatabase, type RunStatement, type StateDatabase } from './state-database.ts';

type FileStoreOptions = { file: string; onChange?: (fault: StoreFault | null) => void };

/**
 * A file beside one server, so that a restart does not forget what was spent and which sessions were ended. Rates
 * and places are counted in memory: they end within minutes, and with the process. Each operation is one
 * transaction, which takes a fraction of a millisecond.
 */
export function createFileStore({ file, onChange = () => undefined }: FileStoreOptions): Store {
  let database: StateDatabase | null = null;

  const transact = <T>(act: (run: RunStatement) => T): T => {
    try {
      database ??= openStateDatabase(file);
      const result = database.transact(act);
      onChange(null);
      return result;
    } catch (error) {
      if (error instanceof StoreUnavailableError) onChange(error.fault);
      throw error;
    }
  };
  const ledger = createFileLedger(transact);

  return {
    ...memoryStore(),
    home: 'file',
    reserve: async (request) => ledger.reserve(request),
    readDay: async (spender) => ledger.readDay(spender),
    async revokeSession(sessionId, forMs) {
      transact((run) => {
        const now = Date.now();
        run('DELETE FROM revoked WHERE ends_at <= ?', now);
        run('INSERT OR REPLACE INTO revoked VALUES (?, ?)', sessionId, now + Math.ceil(forMs));
      });
    },
    isRevoked: async (sessionId) =>
      transact(
        (run) =>
          run('SELECT 1 FROM revoked WHERE session = ? AND ends_at > ?', sessionId, Date.now())
            .length > 0,
      ),
    async close() {
      database?.close();
      database = null;
    },
  };
}
