import 'server-only';

const MAX_EDITS = 2;

/** Finds the name closest to a misspelled one, at most two edits away; null if there is none. */
export function findNearName(misspelled: string, names: readonly string[]): string | null {
  let nearest: { name: string; edits: number } | null = null;
  for (const name of names) {
    if (Math.abs(name.length - misspelled.length) > MAX_EDITS) continue;
    const edits = countEdits(misspelled, name);
    if (edits <= MAX_EDITS && (nearest === null || edits < nearest.edits)) {
      nearest = { name, edits };
    }
  }
  return nearest?.name ?? null;
}

/** Counts the letters to add, drop, change or swap with their neighbor (optimal string alignment). */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const byOne = Math.min(at(last, column), at(current, column - 1)) + 1;
      const changed = at(last, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwap ? at(beforeLast, column - 2) + 1 : Infinity;
      current[column] = Math.min(byOne, changed, swapped);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
