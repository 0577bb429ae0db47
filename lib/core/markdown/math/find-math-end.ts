/** The marks that a formula is written between. */
export type MathOpener = '\\(' | '\\[' | '$' | '$$';

/**
 * Where a formula ends (after its closing mark), that it may still end in text that is to come, or that
 * it never will.
 */
type MathEnd = number | 'open' | 'never';

// A longer text between two marks is no formula.
const MAX_LENGTH = 20_000;
const CLOSERS = { '\\(': '\\)', '\\[': '\\]', $: '$', $$: '$$' } as const;
const STOP = /[\\$`\n]/g;
const BLANK_LINE = /[ \t]*\n/y;

/**
 * The end of the formula with this opening mark, whose content starts at `start`. It stops at what no
 * formula goes over: code, a blank line, the same opening mark. So all searches in a text together take
 * time linear in it, and more text never changes 'never'.
 */
export function findMathEnd(text: string, start: number, opener: MathOpener): MathEnd {
  let at = start;
  while (at - start <= MAX_LENGTH) {
    STOP.lastIndex = at;
    const stop = STOP.exec(text)?.index ?? text.length;
    if (stop - start > MAX_LENGTH) return 'never';
    if (stop === text.length) return 'open';
    const next = readStop(text, stop, opener);
    if (typeof next === 'number' || typeof next === 'string') return next;
    at = next.skipTo;
  }
  return 'never';
}

function readStop(text: string, at: number, opener: MathOpener): MathEnd | { skipTo: number } {
  switch (text[at]) {
    case '\\': {
      const pair = text.slice(at, at + 2);
      if (pair === CLOSERS[opener]) return at + 2;
      return pair === opener ? 'never' : { skipTo: at + 2 };
    }
    case '$':
      return readDollars(text, at, opener);
    case '\n':
      BLANK_LINE.lastIndex = at + 1;
      return BLANK_LINE.test(text) ? 'never' : { skipTo: at + 1 };
    default:
      return 'never';
  }
}

function readDollars(text: string, at: number, opener: MathOpener): MathEnd | { skipTo: number } {
  const end = at + countDollars(text, at);
  if (!opener.startsWith('$')) return { skipTo: end };
  if (end - at === opener.length) return end;
  return end === text.length && end - at < opener.length ? 'open' : 'never';
}

/** How many dollar signs there are from `at` on. */
export function countDollars(text: string, at: number): number {
  let end = at;
  while (text[end] === '$') end += 1;
  return end - at;
}
