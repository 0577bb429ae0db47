import 'server-only';

const TICK_MS = 25;
const MAX_TICK_MS = 100;

/**
 * A clock of the time spent waiting for others. It stands still while nobody waits, and while the process is
 * busy itself it goes slowly: a thousand requests at once must not make the store look slow.
 */
export type WaitingClock = {
  /** Milliseconds of waiting so far. */
  now: () => number;
  /** Calls `action` after that much waiting; the result cancels it. */
  after: (ms: number, action: () => void) => () => void;
};

type Alarm = { at: number; action: () => void };

/** `now`, in milliseconds, is the clock on the wall. */
export function createWaitingClock(now: () => number = () => performance.now()): WaitingClock {
  const alarms = new Set<Alarm>();
  let waitedMs = 0;
  let lastTickAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const tick = () => {
    const at = now();
    waitedMs += Math.min(at - lastTickAt, MAX_TICK_MS);
    lastTickAt = at;
    for (const alarm of alarms) {
      if (alarm.at > waitedMs) continue;
      alarms.delete(alarm);
      alarm.action();
    }
    if (alarms.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  return {
    now: () => waitedMs,
    after(ms, action) {
      const alarm = { at: waitedMs + ms, action };
      alarms.add(alarm);
      if (timer === undefined) {
        lastTickAt = now();
        timer = setInterval(tick, TICK_MS);
      }
      return () => void alarms.delete(alarm);
    },
  };
}
