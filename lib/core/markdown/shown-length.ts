import { lengthWithoutOpenTag } from './lexer/disclosure-tags.ts';

// A last line of nothing but marks: a bullet, a heading's or quote's mark, the start of a fence, of
// a delimiter row, of a rule, or the underline that would turn the paragraph above into a heading.
const ONLY_MARKS = /^(?:[-*_+=#>|:~`\t ]|\d{1,9}[.)])*(?:(?:\d{1,9}|\[[ xX]?\]?)[ \t]*)?$/;
const ONLY_FENCE = /^ {0,3}(?:`+|~+) *$/;
export const MAX_HELD_LINE_LENGTH = 200;

/**
 * How much of an unfinished reply to show. A last line that may be the start of several things is
 * held back until it is clear which, so that `text` + line break + `-` isn't briefly a heading.
 * `inCode`: the text ends within a fenced code block, where only its closing fence has a meaning.
 */
export function shownLength(source: string, inCode = false): number {
  const lineStart = source.lastIndexOf('\n') + 1;
  if (source.length - lineStart > MAX_HELD_LINE_LENGTH) return source.length;
  const start = inCode ? ONLY_FENCE : ONLY_MARKS;
  if (start.test(source.slice(lineStart))) return lineStart;
  return inCode ? source.length : lengthWithoutOpenTag(source);
}
