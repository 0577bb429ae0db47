import { findKeyPrefix } from './key-prefixes.ts';
import type { KeyProblem } from './key-problems.ts';

/** Shorter pieces can be parts of one key. */
const MIN_KEY_LENGTH = 24;

/**
 * Finds a second key after the first, or a comment or setting after it, which is read as part of the key.
 *
 * @param value a value for a host whose keys are random
 * @returns `at`: index of the first character that isn't the first key's, in UTF-16 units
 */
export function findAddition(value: string): { problem: KeyProblem; at: number } | null {
  const end = secondKeyStart(value);
  if (end !== null) return { problem: 'two_keys', at: end };
  // After a key of any form: "# prod", "// prod", "(prod)", "<- prod", or the next line of an env file.
  const first = /^\s{0,9}["'`]?[^\s"'`#]{8,400}["'`]?/.exec(value)?.[0];
  if (first === undefined) return null;
  const rest = value.slice(first.length, first.length + 100);
  const isText = /^(?:\s{0,9}#|\s{1,9}(?:\/\/|--|[(<;]|- |export |[A-Z][A-Z0-9_]{2,60} ?=))/.test(
    rest,
  );
  // "T3BlbkFJ" is in the middle of a key; a long rest can be its second half.
  const isWholeKey = /T3BlbkFJ[\w-]{20}/.test(first) && /^\s\S{1,20}$/.test(rest.trimEnd());
  return isText || isWholeKey ? { problem: 'extra_text', at: first.length } : null;
}

function secondKeyStart(value: string): number | null {
  const separator = /["'`]?[\s,;|]{1,9}["'`]?/g;
  let start = /^\s{0,9}["'`]?/.exec(value)?.[0].length ?? 0;
  if (!isWhole(value.slice(start).split(/[\s,;|"'`]/, 1)[0] ?? '')) return null;
  for (const { index, 0: mark } of value.slice(0, 2000).matchAll(separator)) {
    if (index <= start) continue;
    start = index + mark.length;
    if (isWhole(value.slice(start).split(/[\s,;|"'`]/, 1)[0] ?? '')) return index;
  }
  // The same key pasted twice, or another one, with nothing between them.
  const half = value.length / 2;
  if (isWhole(value.slice(0, half)) && value === value.slice(0, half).repeat(2)) return half;
  const joined = /.sk-(?:proj|svcacct|ant|or-v1)-/.exec(value.slice(MIN_KEY_LENGTH, 2000));
  return joined ? MIN_KEY_LENGTH + joined.index + 1 : null;
}

function isWhole(part: string): boolean {
  return part.length >= MIN_KEY_LENGTH && findKeyPrefix(part) !== null;
}
