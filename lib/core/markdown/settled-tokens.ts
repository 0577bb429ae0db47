import type { Token, Tokens } from 'marked';
import type { ReplyToken } from './lexer/math-tokens.ts';

/** Blocks that end with their own line or at a blank line, whatever follows. */
const ENDED_BY_BLANK_LINE: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'hr',
  'table',
  'blockquote',
  'def',
  'math',
]);
/**
 * Blocks that can follow a paragraph without a blank line and parse the same on their own. Not
 * included: an underlined heading, which only its last line confirms, and a table whose head starts
 * with a tag, which on its own is HTML.
 */
const INTERRUPTS_PARAGRAPH: ReadonlySet<string> = new Set(['hr', 'code', 'blockquote', 'list']);
const HEADING_MARK = /^ {0,3}#/;
const TAG_START = /^ *</;
const FENCE_END = /\n {0,3}(`{3,}|~{3,}) *\n?$/;

/**
 * How many tokens from the first no later text can change, so that parsing can restart after them.
 * `source` is the text of the tokens.
 */
export function countSettled(tokens: readonly Token[], source: string): number {
  let start = source.length;
  for (let count = tokens.length; count > 0; count -= 1) {
    if (isSettledBefore(tokens, count, source, start)) return count;
    start -= tokens[count - 1]?.raw.length ?? 0;
  }
  return 0;
}

/** Whether a fenced code block has its closing fence. */
export function isClosedFence(token: Tokens.Code): boolean {
  const opening = /^ {0,3}(`{3,}|~{3,})/.exec(token.raw)?.[1];
  const closing = FENCE_END.exec(token.raw)?.[1];
  return opening !== undefined && closing?.startsWith(opening) === true;
}

function isSettledBefore(
  tokens: readonly Token[],
  count: number,
  source: string,
  start: number,
): boolean {
  // See `ReplyToken`.
  const last = tokens[count - 1] as ReplyToken;
  const next = tokens[count];
  if (last.type === 'space') {
    if (next && isTypeCertain(next, source, start)) return true;
    // Trailing spaces may be the indentation of what follows. A single line break is not a token of
    // its own.
    if (!next && !last.raw.endsWith('\n')) return false;
    const before = tokens[count - 2];
    return !before || isEndedByBlankLine(before);
  }
  if (!next) return isEndedByOwnLine(last);
  return isSettledByNext(last, next) && isTypeCertain(next, source, start);
}

function isEndedByBlankLine(token: Token): boolean {
  // No other token has this type.
  return token.type === 'code'
    ? isClosedFence(token as Tokens.Code)
    : ENDED_BY_BLANK_LINE.has(token.type);
}

function isEndedByOwnLine(token: ReplyToken): boolean {
  if (!token.raw.endsWith('\n')) return false;
  if (token.type === 'code') return isClosedFence(token);
  if (token.type === 'math') return !token.open;
  return token.type === 'heading' || token.type === 'hr';
}

function isSettledByNext(last: ReplyToken, next: Token): boolean {
  if (last.type === 'paragraph') return interruptsParagraph(next);
  // A line in quotes or parentheses after a definition may become its title.
  if (last.type === 'def') return !/^\s*["'(]/.test(next.raw);
  return next.type !== 'space';
}

function interruptsParagraph(next: Token): boolean {
  if (next.type === 'heading') return HEADING_MARK.test(next.raw);
  if (next.type === 'table') return !TAG_START.test(next.raw);
  return INTERRUPTS_PARAGRAPH.has(next.type);
}

/**
 * A block's type is certain once its first line is complete; a table's, once its delimiter row is.
 */
function isTypeCertain(next: Token, source: string, start: number): boolean {
  const firstLine = source.indexOf('\n', start);
  if (next.type !== 'table') return firstLine >= 0;
  return firstLine >= 0 && source.indexOf('\n', firstLine + 1) >= 0;
}
