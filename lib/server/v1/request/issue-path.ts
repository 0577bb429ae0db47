import 'server-only';
import type * as z from 'zod/mini';

const MAX_LENGTH = 64;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The path of the first value a schema refused, in OpenAI's notation: `messages[0].content[1].type`. */
export function issuePath(issue: Issue | undefined): string {
  return issue ? writePath(deepestPath(issue, [])) : 'body';
}

/**
 * Formats a path. It stops before the first name that is not made of letters, digits and `_`: member names
 * from an untrusted request must match the same pattern as an upstream's.
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

/** If no variant of a union matches, the intended one is the one that matches deepest. */
function deepestPath(issue: Issue, parent: Path): Path {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const own = [...parent, ...issue.path, ...unknown];
  if (issue.code !== 'invalid_union') return own;
  const within = issue.errors.flatMap(([first]) => (first ? [deepestPath(first, own)] : []));
  return within.reduce<Path>((best, path) => (path.length > best.length ? path : best), own);
}
