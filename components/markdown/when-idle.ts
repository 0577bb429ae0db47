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
