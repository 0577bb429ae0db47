import type { StoreFault } from '../errors/store-faults.ts';

/** What was found out about a store. Null: it does not say. */
export type StoreExamination =
  | { ok: false; host: string; fault: StoreFault }
  | {
      ok: true;
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

/** The store that counts for all instances. */
export type StoreFacts = { examine: (signal: AbortSignal) => Promise<StoreExamination> };
