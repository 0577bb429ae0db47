import 'server-only';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/error-kinds.ts';

const LONGEST_COMPARED = 40;

/** The kind whose name is closest to what was typed; null when nothing is close, or nothing was typed. */
export function nearestKind(typed: string): ErrorKind | null {
  const name = typed
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/_?\d{1,9}s?$/, '');
  if (name === '' || name.length > LONGEST_COMPARED) return null;
  let nearest: ErrorKind | null = null;
  let least = Math.ceil(name.length / 2);
  for (const kind of Object.keys(ERROR_KINDS).filter(isErrorKind)) {
    const distance = kind.includes(name) && name.length > 2 ? 0 : editDistance(name, kind);
    if (distance < least) [nearest, least] = [kind, distance];
  }
  return nearest;
}

/** Insertions, deletions and substitutions that turn one into the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const substituted = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
