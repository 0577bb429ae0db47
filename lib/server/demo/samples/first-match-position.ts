import 'server-only';

/** The position of a pattern's first match; `Infinity` if there is none, so that positions can be compared. */
export function firstMatchPosition(pattern: RegExp, text: string): number {
  const index = text.search(pattern);
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}
