/**
 * Calls back every `stepMs` until `moment` (ms since 1970), at whole steps before it and finally at the
 * moment itself. A page that wakes from sleep calls back at once, because its timers were paused.
 *
 * @returns stops it
 */
export function tickUntil(moment: number, stepMs: number, onTick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = () => {
    clearTimeout(timer);
    const remaining = moment - Date.now();
    if (remaining > 0) timer = setTimeout(tick, ((remaining - 1) % stepMs) + 1);
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
