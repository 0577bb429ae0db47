import 'server-only';

/** Tells when nothing has come for a while, until it is disposed of. */
type SilenceClock = Disposable & {
  /** Resolves with what `next` resolves with, or with `'silent'` when that takes too long. */
  wait: <T>(next: Promise<T>) => Promise<T | 'silent'>;
};

/** A clock that calls it silence after `ms`. One timer serves all waits: one for each costs as much as a chunk. */
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
