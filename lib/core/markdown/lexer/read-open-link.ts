import { MAX_LABEL_LENGTH } from '../links/reference-labels.ts';
import { endOfCode } from './code-span.ts';

/** An unmatched bracket or single mark farther back than this, in UTF-16 units, is taken literally. */
export const OPEN_REACH = 400;

/**
 * The bracket at `at`: `end` is just after what was parsed of it or, for an unfinished link, just
 * after its text.
 */
export function readOpenLink(text: string, at: number): { unfinished: boolean; end: number } {
  const close = closingBracket(text, at);
  if (close === null) {
    const isNear = text.length - at <= OPEN_REACH && !text.includes('\n', at);
    return { unfinished: isNear, end: isNear ? text.length : at + 1 };
  }
  const rest = text.slice(close + 1);
  if (rest === '') return { unfinished: true, end: close };
  if (rest.startsWith('(')) {
    const destination = closingParenthesis(rest);
    if (destination !== null) return { unfinished: false, end: close + 1 + destination };
    if (/^\((?:\S*\s*|\S+\s+["'(][^\n]*)$/.test(rest)) return { unfinished: true, end: close };
  }
  if (/^\[[^\]\n]*$/.test(rest) && rest.length <= OPEN_REACH)
    return { unfinished: true, end: close };
  return { unfinished: false, end: at + 1 };
}

function closingBracket(text: string, at: number): number | null {
  const end = Math.min(text.length, at + MAX_LABEL_LENGTH);
  let depth = 0;
  for (let index = at; index < end; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '`') index = (endOfCode(text, index) ?? text.length) - 1;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    if (depth === 0) return index;
  }
  return null;
}

function closingParenthesis(rest: string): number | null {
  let depth = 0;
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest[index];
    if (character === '\\') index += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return null;
}
