/**
 * Does something now and again while the page can be seen: at once, then `everyMs` after it was
 * done. A hidden page rests, and catches up when it is seen again.
 *
 * @param work never rejects
 * @returns ends it
 */
export function pollWhileVisible(work: () => Promise<void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working = false;
  let ended = false;
  const turn = async () => {
    clearTimeout(timer);
    if (working || document.visibilityState !== 'visible') return;
    working = true;
    await work();
    working = false;
    if (!ended) timer = setTimeout(turn, everyMs);
  };
  document.addEventListener('visibilitychange', turn);
  void turn();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', turn);
  };
}
