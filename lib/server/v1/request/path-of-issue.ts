import 'server-only';
import type * as z from 'zod/mini';

const MAX_LENGTH = 64;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The place of the first thing that a schema refused, as OpenAI names it: `messages[0].content[1].type`. */
export function pathOfIssue(issue: Issue | undefined): string {
  return issue ? writePath(deepestPath(issue, [])) : 'body';
}

/**
 * A path in words. It ends before the first name that is not made of letters, digits and `_`: the names of
 * a stranger's members are held to the same pattern as an upstream's.
 */
export function writePath(path: Path): string {
  let written = '';
  for (const step of path) {
    const next = typeof step === 'number' ? `[${step}]` : `${written && '.'}${String(step)}`;
    if (!/^(\[\d+\]|\.?[A-Za-z][A-Za-z0-9_]*)$/.test(next)) break;
    if (written.length + next.length > MAX_LENGTH) break;
    written += next;
  }
  return written || 'body';
}

/** Where none of several shapes fits, the one that was meant is the one that fits furthest. */
function deepestPath(issue: Issue, around: Path): Path {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const own = [...around, ...issue.path, ...unknown];
  if (issue.code !== 'invalid_union') return own;
  const within = issue.errors.flatMap(([first]) => (first ? [deepestPath(first, own)] : []));
  return within.reduce<Path>((best, path) => (path.length > best.length ? path : best), own);
}
