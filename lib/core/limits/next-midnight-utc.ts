/** When a day's budget starts afresh: the first midnight UTC after a moment, both ms since 1970. */
export function nextMidnightUtc(after: number): number {
  const date = new Date(after);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
}
