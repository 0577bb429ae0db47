/** Calls `work`, which handles its own failures, when the browser is idle. The result cancels it. */
export function whenIdle(work: () => Promise<void>): () => void {
  const run = () => void work();
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: 1000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, 50);
  return () => clearTimeout(timer);
}

/** Repeated work gets at most this part of the time, also with a slow grammar or on a slow machine. */
const MAX_SHARE = 1 / 10;

/**
 * Does `work` again and again, each time when the browser is idle, until the result is called. `work`
 * returns how many milliseconds to pause.
 */
export function repeatWhenIdle(work: (isWanted: () => boolean) => Promise<number>): () => void {
  let isWanted = true;
  let cancel = () => {};
  const wait = (ms: number) => {
    const timer = setTimeout(() => {
      cancel = whenIdle(async () => {
        const start = performance.now();
        const pauseMs = await work(() => isWanted);
        const usedMs = performance.now() - start;
        if (isWanted) wait(Math.max(pauseMs, usedMs / MAX_SHARE));
      });
    }, ms);
    cancel = () => clearTimeout(timer);
  };
  wait(0);
  return () => {
    isWanted = false;
    cancel();
  };
}
