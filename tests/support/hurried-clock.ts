import type { RetryClock } from '#lib/server/upstream/request/retry-clock.ts';

/** A retry clock that records each wait without waiting. */
export type HurriedClock = RetryClock & { waits: number[] };

/** Creates one whose randomness always returns half of the maximum. */
export function createHurriedClock(): HurriedClock {
  const waits: number[] = [];
  return {
    waits,
    now: () => performance.now(),
    random: () => 0.5,
    async sleep(ms, signal) {
      waits.push(ms);
      signal.throwIfAborted();
    },
  };
}
