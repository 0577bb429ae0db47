/**
 * A page that has not painted for this long is frozen. Below this, the user has only reloaded while
 * the page was loading, or the machine is slow; browsers offer to stop a script that runs longer.
 */
export const STUCK_AFTER_MS = 3_000;

/**
 * Whether a mark from an earlier load shows that rendering never finished. `mark` is the time at
 * which rendering began, in ms since 1970. One in the future (the clock was set back) or in another
 * format means nothing.
 */
export function wasDrawingStuck(mark: string | null, now: number): boolean {
  if (mark === null || !/^\d{1,15}$/.test(mark)) return false;
  return now - Number(mark) >= STUCK_AFTER_MS;
}
