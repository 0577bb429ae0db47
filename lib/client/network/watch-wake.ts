/**
 * What makes a connection doubtful. `network`: the browser went on- or offline. `restored`: the page
 * came back from the back/forward cache. `gap`: no timer ran for a while, as in a sleep. `shown`: the
 * tab is looked at again.
 */
export type WakeCause = 'network' | 'restored' | 'gap' | 'shown';

type WatchWakeOptions = {
  /** A clock that goes on in a sleep, in ms. */
  now?: () => number;
  /** Runs something each `ms`; returns the end of it. */
  every?: (ms: number, run: () => void) => () => void;
  /** Where `online`, `offline` and `pageshow` are told. */
  page?: EventTarget;
  /** Where `visibilitychange` is told. */
  shownPage?: EventTarget & { readonly hidden: boolean };
};

const TICK_MS = 500;
/** A busy page is late by less, and a hidden tab's timers run once a second. */
const GAP_MS = 3000;

/**
 * Tells when this page may have been away from its network: whatever was connected before may be
 * dead without anyone having said so. Returns the end of it.
 *
 * @param onWake what was noticed
 * @param onTick called twice a second, after `onWake` where both are due: what is judged by the clock
 *   alone would otherwise be condemned for the time that the device slept
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
    // A clock that was set back is no measure either.
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
