import { lengthWithoutOpenTag } from './lexer/disclosure-tags.ts';

// A last line of nothing but marks: a bullet, a heading's or quote's mark, the start of a fence, of
// a delimiter row, of a rule, or the underline that would turn the paragraph above into a heading.
const ONLY_MARKS = /^(?:[-*_+=#>|:~`\t ]|\d{1,9}[.)])*(?:(?:\d{1,9}|\[[ xX]?\]?)[ \t]*)?$/;
const ONLY_FENCE = /^ {0,3}(?:`+|~+) *$/;
// A tag or the beginning of one or of an address: alone in its line, a tag is a block.
const OPEN_ANGLE = /^[ \t>]{0,40}<\/?[a-z][\w.+-]{0,63}>?$/i;
// The head of a table, as most are written, up to the end of its delimiter row.
const TABLE_LINE = /^[ \t>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?\|/;
const DELIMITERS = /^[ \t>]{0,40}[|:-]?[ \t:|-]*$/;
// After the label of a definition, which is shown only if it turns out to be something else.
const OPEN_DEFINITION = /^(?::[ \t]*(?:\S+(?:[ \t]+(?:["'(].*)?)?)?)?$/;

/** A longer line is shown as it is. */
export const MAX_HELD_LINE_LENGTH = 200;
const MAX_HELD_TABLE_LENGTH = 1_000;

/** What the end of a text is within. */
export type Surroundings = 'code' | 'table' | 'text';

/**
 * How much of an unfinished reply to show. A last line that may be the start of several things is
 * held back until it is clear which, so that `text` + line break + `-` isn't briefly a heading; and so is
 * what would be text only until it is complete: the head of a table, and a definition. In a fenced code
 * block, only its closing fence has a meaning.
 */
export function shownLength(source: string, within: Surroundings = 'text'): number {
  const lineStart = source.lastIndexOf('\n') + 1;
  const head = within === 'text' ? startOfHead(source, lineStart) : null;
  if (head !== null) return head;
  if (source.length - lineStart > MAX_HELD_LINE_LENGTH) return source.length;
  const line = source.slice(lineStart);
  if ((within === 'code' ? ONLY_FENCE : ONLY_MARKS).test(line)) return lineStart;
  if (within === 'text' && (OPEN_ANGLE.test(line) || isOpenDefinition(line))) return lineStart;
  return within === 'code' ? source.length : lengthWithoutOpenTag(source);
}

/** Where the head of a table begins, at the end of the text and without its delimiter row. */
function startOfHead(source: string, lineStart: number): number | null {
  if (source.length - lineStart > MAX_HELD_TABLE_LENGTH) return null;
  const line = source.slice(lineStart);
  const aboveStart = source.lastIndexOf('\n', lineStart - 2) + 1;
  const above = lineStart === 0 ? '' : source.slice(aboveStart, lineStart - 1);
  const isBelowText = above.length <= MAX_HELD_TABLE_LENGTH && TABLE_LINE.test(above);
  if (!isBelowText) return TABLE_LINE.test(line) ? lineStart : null;
  return DELIMITERS.test(line) && !isTableAbove(source, aboveStart) ? aboveStart : null;
}

/** Whether the line at `start` is below another one of a table. */
function isTableAbove(source: string, start: number): boolean {
  if (start === 0) return false;
  return TABLE_LINE.test(source.slice(source.lastIndexOf('\n', start - 2) + 1, start));
}

function isOpenDefinition(line: string): boolean {
  const label = line.trimStart();
  const end = label.indexOf(']');
  const isLabel = label.startsWith('[') && end > 1 && !label.startsWith('[^');
  if (!isLabel || line.length - label.length > 3 || label.lastIndexOf('[', end) > 0) return false;
  return OPEN_DEFINITION.test(label.slice(end + 1));
}
