const LONG_MS = 3600 * 1000;

/** Whether a wait is so long that it names a date, as limits of a day or a month do. */
export function isLongWait(retryAfterMs: number | null | undefined): boolean {
  return retryAfterMs !== null && retryAfterMs !== undefined && retryAfterMs > LONG_MS;
}
