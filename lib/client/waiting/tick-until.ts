/**
 * Calls back each `stepMs` as `moment` (ms since 1970) comes nearer, on whole steps before it, last
 * at the moment itself. A page that wakes from sleep calls back at once: its timers stood still.
 *
 * @returns ends it
 */
export function tickUntil(moment: number, stepMs: number, onTick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = () => {
    clearTimeout(timer);
    const left = moment - Date.now();
    if (left > 0) timer = setTimeout(tick, ((left - 1) % stepMs) + 1);
  };
  const tick = () => {
    onTick();
    schedule();
  };
  document.addEventListener('visibilitychange', tick);
  window.addEventListener('pageshow', tick);
  schedule();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', tick);
    window.removeEventListener('pageshow', tick);
  };
}
