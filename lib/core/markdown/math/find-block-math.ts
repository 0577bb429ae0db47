import { findMathEnd } from './find-math-end.ts';
import { isBlockFormula, mayBeginFormula } from './is-formula.ts';

/** A formula on lines of its own, with all of its last line; `open` while that has not arrived. */
export type BlockMath = { start: number; end: number; open: boolean };

const STARTS = /^ {0,3}(?:\$\$(?!\$)|\\\[)/gm;
const REST_OF_LINE = /[.,;:!]?[ \t]*(?:\n|$)/y;

/**
 * The formulas of a text that stand on lines of their own, in order of their starts. Each depends only
 * on the text after its start, so one within another (from its closing mark on) is listed as well, and a
 * text can be read from the middle. `mayGrow`: more text may follow, so that one may still be open.
 */
export function findBlockMath(text: string, mayGrow: boolean): readonly BlockMath[] {
  const found: BlockMath[] = [];
  for (const { index, 0: mark } of text.matchAll(STARTS)) {
    const math = readBlockMath(text, index, mark, mayGrow);
    if (math) found.push(math);
  }
  return found;
}

function readBlockMath(
  text: string,
  start: number,
  mark: string,
  mayGrow: boolean,
): BlockMath | null {
  const contentStart = start + mark.length;
  const end = findMathEnd(text, contentStart, mark.endsWith('[') ? '\\[' : '$$');
  if (end === 'never') return null;
  const lineEnd = text.indexOf('\n', contentStart);
  const isOneLine = lineEnd < 0 || (end !== 'open' && end <= lineEnd);
  if (!isOneLine && !mayBeginFormula(text.slice(contentStart, lineEnd))) return null;
  if (end === 'open') return mayGrow ? { start, end: text.length, open: true } : null;
  REST_OF_LINE.lastIndex = end;
  const rest = REST_OF_LINE.exec(text)?.[0];
  if (rest === undefined || !isBlockFormula(text.slice(contentStart, end - 2))) return null;
  // What else comes on its line decides.
  const isOpen = mayGrow && !rest.endsWith('\n');
  return { start, end: end + rest.length, open: isOpen };
}
