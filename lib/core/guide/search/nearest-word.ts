const MIN_WORD_LENGTH = 4;
const LONG_WORD_LENGTH = 8;

/**
 * The known word that was probably meant: one typo away, or two in a long word. If several are
 * equally close, the most common one; `null` if there is none.
 *
 * @param known each word and how rare it is
 */
export function nearestWord(typed: string, known: ReadonlyMap<string, number>): string | null {
  if (typed.length < MIN_WORD_LENGTH) return null;
  const maxEdits = typed.length >= LONG_WORD_LENGTH ? 2 : 1;
  const near = [...known]
    .filter(([word]) => Math.abs(word.length - typed.length) <= maxEdits)
    .map(([word, rarity]) => ({ word, rarity, edits: editDistance(typed, word) }))
    .filter(({ edits }) => edits <= maxEdits)
    .sort((a, b) => a.edits - b.edits || a.rarity - b.rarity);
  return near[0]?.word ?? null;
}

/** Letters omitted, added, changed or swapped with a neighbor (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let index = 1; index <= from.length; index += 1) {
    const next = [index];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = from[index - 1] === to[column - 1] ? 0 : 1;
      const swapped = from[index - 1] === to[column - 2] && from[index - 2] === to[column - 1];
      next.push(
        Math.min(
          (row[column - 1] ?? 0) + changed,
          (row[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          swapped ? (before[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
