import { countDollars, findMathEnd, type MathOpener } from './find-math-end.ts';
import { isFormula } from './is-formula.ts';

/** A formula within a text: from its opening mark to just after its closing one. */
export type MathSpan = { start: number; end: number };

const MARKS = /[\\$`]/g;
const TICKS = /`+/g;
const MAY_HAVE_MATH = /\$|\\[([]/;

/** The formulas in the text of one block, in order. Nothing within a code span is one. */
export function findMath(text: string): readonly MathSpan[] {
  if (!MAY_HAVE_MATH.test(text)) return [];
  const spans: MathSpan[] = [];
  const endOfCode = codeEnds(text);
  let at = nextMark(text, 0);
  while (at < text.length) {
    const end = endOfMath(text, at);
    if (typeof end === 'number') spans.push({ start: at, end });
    at = nextMark(text, typeof end === 'number' ? end : endOfMark(text, at, endOfCode));
  }
  return spans;
}

/**
 * The end of the formula whose opening mark is at `at`; 'open' if it has not ended, `null` if there is
 * none.
 */
export function endOfMath(text: string, at: number): number | 'open' | null {
  const opener = openerAt(text, at);
  if (opener === null) return null;
  const start = at + opener.length;
  const end = findMathEnd(text, start, opener);
  if (typeof end !== 'number') return end === 'open' ? 'open' : null;
  const content = text.slice(start, end - opener.length);
  const candidate = {
    opener,
    content,
    before: characterBefore(text, at),
    after: text.slice(end, end + 3),
  };
  return isFormula(candidate) ? end : null;
}

export function openerAt(text: string, at: number): MathOpener | null {
  if (text[at] === '$') {
    const count = text[at - 1] === '$' ? 0 : countDollars(text, at);
    return count === 1 ? '$' : count === 2 ? '$$' : null;
  }
  const pair = text.slice(at, at + 2);
  return pair === '\\(' || pair === '\\[' ? pair : null;
}

function characterBefore(text: string, at: number): string {
  return at === 0 ? '' : text.charAt(at - 1);
}

function nextMark(text: string, from: number): number {
  MARKS.lastIndex = from;
  return MARKS.exec(text)?.index ?? text.length;
}

function endOfMark(text: string, at: number, endOfCode: (at: number) => number): number {
  if (text[at] === '\\') return at + 2;
  return text[at] === '$' ? at + countDollars(text, at) : endOfCode(at);
}

/** For each run of backticks: the end of the code span that it opens, or else its own. */
function codeEnds(text: string): (at: number) => number {
  const ends = new Map<number, number>();
  const next = new Map<number, number>();
  for (const { index, 0: ticks } of [...text.matchAll(TICKS)].reverse()) {
    const end = index + ticks.length;
    ends.set(index, next.get(ticks.length) ?? end);
    next.set(ticks.length, end);
  }
  return (at) => ends.get(at) ?? at + 1;
}
