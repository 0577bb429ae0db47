import 'server-only';

/** `believable`: as fast as a current hosted model. `instant`: no waiting, for tests. */
export type PaceName = 'believable' | 'instant';

/** Milliseconds to wait, drawn at random on every call. */
export type Pace = {
  /** Before a refusal, when the upstream only validates the request. */
  refusalMs: () => number;
  /** From the request to the first token. */
  firstTokenMs: () => number;
  /** While the web is searched. */
  searchMs: () => number;
  /** Between tokens: 120 to 180 tokens a second. */
  tokenMs: () => number;
};

/** Waits; rejects with the signal's reason as soon as it aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Creates a pace by name; `random` returns numbers from 0 to 1. */
export function createPace(name: PaceName, random: () => number): Pace {
  const none = () => 0;
  if (name === 'instant') {
    return { refusalMs: none, firstTokenMs: none, searchMs: none, tokenMs: none };
  }
  return {
    refusalMs: () => between(90, 220, random),
    firstTokenMs: () => between(250, 500, random),
    searchMs: () => between(900, 1500, random),
    tokenMs: () => between(1000 / 180, 1000 / 120, random),
  };
}

/** A `Wait` in real time; it leaves no timer and no listener behind. */
export function waitByTimer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    function stop(): void {
      clearTimeout(timer);
      reject(signal.reason);
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}

function between(low: number, high: number, random: () => number): number {
  return low + (high - low) * random();
}
