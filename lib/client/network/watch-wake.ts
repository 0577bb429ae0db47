/**
 * Why a connection may be dead. `network`: the browser went online or offline. `restored`: the page
 * came back from the back/forward cache. `gap`: no timer ran for a while, as during sleep. `shown`: the
 * tab became visible again.
 */
export type WakeCause = 'network' | 'restored' | 'gap' | 'shown';

type WatchWakeOptions = {
  /** A clock in ms that keeps running during sleep. */
  now?: () => number;
  /** Calls `run` every `ms`; returns a function that stops it. */
  every?: (ms: number, run: () => void) => () => void;
  /** Dispatches `online`, `offline` and `pageshow`. */
  page?: EventTarget;
  /** Dispatches `visibilitychange`. */
  shownPage?: EventTarget & { readonly hidden: boolean };
};

const TICK_MS = 500;
/** More than a busy page's delay; a hidden tab's timers run once a second. */
const GAP_MS = 3000;

/**
 * Reports when this page may have lost its network for a while: existing connections may be dead
 * without having been closed. Returns a function that stops it.
 *
 * @param onWake receives the cause
 * @param onTick called twice a second, after `onWake` if both are due: otherwise a timeout would count
 *   the time that the device slept
 */
export function watchWake(
  onWake: (cause: WakeCause) => void,
  onTick: () => void = () => undefined,
  { now = Date.now, every = interval, page = window, shownPage = document }: WatchWakeOptions = {},
): () => void {
  let tickedAt = now();
  const tick = () => {
    const late = now() - tickedAt - TICK_MS;
    tickedAt = now();
    // A clock that was set back is unreliable too.
    if (Math.abs(late) > GAP_MS) onWake('gap');
    onTick();
  };
  const onNetwork = () => onWake('network');
  const onPageShow = (event: Event) => {
    if ('persisted' in event && event.persisted === true) onWake('restored');
  };
  const onVisibility = () => {
    if (!shownPage.hidden) onWake('shown');
  };
  page.addEventListener('online', onNetwork);
  page.addEventListener('offline', onNetwork);
  page.addEventListener('pageshow', onPageShow);
  shownPage.addEventListener('visibilitychange', onVisibility);
  const stopTicking = every(TICK_MS, tick);
  return () => {
    stopTicking();
    page.removeEventListener('online', onNetwork);
    page.removeEventListener('offline', onNetwork);
    page.removeEventListener('pageshow', onPageShow);
    shownPage.removeEventListener('visibilitychange', onVisibility);
  };
}

function interval(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}
