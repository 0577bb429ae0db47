import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { perProcess } from '../../registry.ts';

/** The clock, randomness and sleep that automatic retries use. */
export type RetryClock = {
  /** Milliseconds since an arbitrary point. */
  now: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** Resolves after `ms`; on abort, rejects immediately with the signal's reason. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** The clock of this process; tests put their own into its slot. */
export function retryClock(): RetryClock {
  return perProcess('retry-clock', createRetryClock);
}

/** Creates a clock that runs in real time. */
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
