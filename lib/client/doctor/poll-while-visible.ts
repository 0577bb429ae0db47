/**
 * Repeats a task while the page is visible: at once, then `everyMs` after each completion. A hidden
 * page pauses and catches up when it becomes visible again.
 *
 * @param work never rejects
 * @returns stops polling
 */
export function pollWhileVisible(work: () => Promise<void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working = false;
  let ended = false;
  const run = async () => {
    clearTimeout(timer);
    if (working || document.visibilityState !== 'visible') return;
    working = true;
    await work();
    working = false;
    if (!ended) timer = setTimeout(run, everyMs);
  };
  document.addEventListener('visibilitychange', run);
  void run();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', run);
  };
}
