import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { perProcess } from '../../registry.ts';

/** What automatic retries take their time from. */
export type RetryClock = {
  /** Milliseconds from any point. */
  now: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** Resolves after `ms`. An abort ends it at once: it rejects with the signal's reason. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** The clock of this process; tests put one of their own into its slot. */
export function retryClock(): RetryClock {
  return perProcess('retry-clock', createRetryClock);
}

/** A clock of real milliseconds. */
export function createRetryClock(): RetryClock {
  return {
    now: () => performance.now(),
    random: Math.random,
    async sleep(ms, signal) {
      try {
        await setTimeout(ms, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
