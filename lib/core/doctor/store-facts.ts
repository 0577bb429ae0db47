import type { StoreFault } from '../errors/store-faults.ts';

/** What was found out about a store. Null: it does not say. */
export type StoreExamination =
  | { ok: false; variable: 'REDIS_URL'; host: string; fault: StoreFault }
  | { ok: false; variable: 'STARLIGHT_STATE_FILE'; fault: StoreFault }
  | { ok: true; home: 'file' }
  | {
      ok: true;
      home: 'redis';
      /** With its port. */
      host: string;
      /** How long an answer took. */
      ms: number;
      version: string | null;
      /** What it does when its memory is full. */
      policy: string | null;
      /** Whether it logs each change on disk. */
      isLogged: boolean | null;
      isEncrypted: boolean;
      hasPassword: boolean;
    };

/** The store that counts for all instances, or for all runs of one. */
export type StoreFacts = { examine: (signal: AbortSignal) => Promise<StoreExamination> };
