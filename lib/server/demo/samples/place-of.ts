import 'server-only';

/** The index of a pattern's first match; `Infinity` if there is none, so that indexes can be compared. */
export function placeOf(pattern: RegExp, text: string): number {
  const index = text.search(pattern);
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}
