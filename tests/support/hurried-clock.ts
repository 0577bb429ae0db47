import type { RetryClock } from '#lib/server/upstream/request/retry-clock.ts';

/** A retry clock that notes each wait and does not wait. */
export type HurriedClock = RetryClock & { waits: number[] };

/** Makes one whose randomness always gives half of what is possible. */
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
