import 'server-only';
import type { StoreExamination } from '#lib/core/doctor/store-facts.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { openStateDatabase } from './state-database.ts';

/** Opens a state file, and writes to it. */
export function examineFile(file: string): StoreExamination {
  try {
    const database = openStateDatabase(file);
    try {
      database.transact((run) => run('DELETE FROM revoked WHERE ends_at <= ?', Date.now()));
    } finally {
      database.close();
    }
    return { ok: true, home: 'file' };
  } catch (error) {
    const fault = error instanceof StoreUnavailableError ? error.fault : 'failed';
    return { ok: false, variable: 'STARLIGHT_STATE_FILE', fault };
  }
}
