import 'server-only';

/** Detects when nothing arrives for a while, until it is disposed. */
type SilenceClock = Disposable & {
  /** Resolves with the value of `next`, or with `'silent'` if that takes too long. */
  wait: <T>(next: Promise<T>) => Promise<T | 'silent'>;
};

/** Creates a clock that reports silence after `ms`. One timer is reused: one per wait costs as much as a chunk. */
export function createSilenceClock(ms: number): SilenceClock {
  let onSilence: (() => void) | null = null;
  const timer = setTimeout(() => onSilence?.(), ms);
  return {
    wait: (next) =>
      new Promise((resolve, reject) => {
        timer.refresh();
        onSilence = () => resolve('silent');
        next.then(resolve, reject);
      }),
    [Symbol.dispose]() {
      onSilence = null;
      clearTimeout(timer);
    },
  };
}
