/**
 * A page that has not drawn for so long is stuck. Below it, a person has only reloaded in the middle of
 * a load, or the machine is slow; a script that runs longer is one that browsers offer to stop.
 */
export const STUCK_AFTER_MS = 3_000;

/**
 * Whether a mark left by an earlier load tells that drawing never ended: `mark` is the time at which it
 * began, in ms since 1970. One of the future (a clock that was put back) or of another kind
 * tells nothing.
 */
export function wasDrawingStuck(mark: string | null, now: number): boolean {
  if (mark === null || !/^\d{1,15}$/.test(mark)) return false;
  return now - Number(mark) >= STUCK_AFTER_MS;
}
