/** The day of a moment in the reader's time zone, as in file names: `2026-11-30`. */
export function localDate(now: Date): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
