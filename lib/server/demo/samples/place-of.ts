import 'server-only';

/** Where a pattern is first found; `Infinity` if nowhere, so that places can be compared. */
export function placeOf(pattern: RegExp, text: string): number {
  const place = text.search(pattern);
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}
