/** When a daily budget resets: the first midnight UTC after `after`, both in ms since 1970. */
export function nextMidnightUtc(after: number): number {
  const date = new Date(after);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
}
