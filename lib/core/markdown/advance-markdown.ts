import { literalBlock } from './blocks/build-blocks.ts';
import { MAX_BLOCK_LENGTH } from './lexer/reply-lexer.ts';
import type { LinkDefinitions } from './links/link-definitions.ts';
import { EMPTY_STREAM, type MarkdownStream } from './markdown-stream.ts';
import type { Block, Inline, TooMuch } from './markdown-tree.ts';
import { readWindow } from './read-window.ts';
import { NOTHING_SETTLED } from './settled-blocks.ts';
import { MAX_HELD_LINE_LENGTH, shownLength } from './shown-length.ts';
import { appendGrouped } from './values/grouped.ts';
import { reuseEqual } from './values/reuse-equal.ts';

/** A reply longer than this, in UTF-16 units, is shown as written. */
export const MAX_TEXT_LENGTH = 1_000_000;

// Past this length, a block that cannot be set aside piece by piece (one paragraph; one quote, one
// item) is only parsed as a whole now and then. In between, its ending is parsed as a text of its
// own, in the same way. That guess is nearly always right in a paragraph and may be wrong in a
// quote or an item.
const LONG_PARAGRAPH = 8_192;
const LONG_CONTAINER = 24_576;
const LONG_STEP = 1_024;
const LONG_ENDING = 1_024;
const ENDING_STEP = 128;
const LONG_STEPS = 32;
const HUGE_STEP = 65_536;
const MAX_BLANK = 100;
const BLANK_END = /\n[ \t]{0,100}\n[ \t]{0,100}$/;
const LINE_END = /\n[ \t]{0,100}$/;
const BLANK_START = /^[ \t]{0,100}\n/;
const BLANK_LINE = /\n[ \t]*\n/;

/** Stands for the paragraph that the text goes on with, so that its beginning is not that of another block. */
const LEAD = 'x';
/** An unchanged part has to stay the same object. */
const withoutLeads = new WeakMap<readonly Inline[], readonly Inline[]>();

const NEW_LINE: readonly Inline[] = ['\n'];
const SPACE: readonly Inline[] = [' '];
const NOTHING: readonly Inline[] = [];

/**
 * Continues parsing a reply from where `stream` stopped. The cost depends on what is new and on the
 * block it belongs to, not on the earlier text. Any other text is parsed from its beginning.
 *
 * While `streaming`, marks still open at the end are closed or held back for display. Afterward the
 * document equals a single parse of the whole text, however it arrived. Never throws.
 */
export function advanceMarkdown(
  stream: MarkdownStream,
  text: string,
  streaming: boolean,
): MarkdownStream {
  if (text === stream.text && streaming === stream.streaming) return stream;
  if (text.length > MAX_TEXT_LENGTH) {
    const document = reuseEqual(stream.document, [[literalBlock(text, 'length')]]);
    return { ...EMPTY_STREAM, document, text, streaming };
  }
  const before = continues(text, stream.text) ? stream : EMPTY_STREAM;
  const next = { ...before, text, streaming, source: sourceOf(before, text) };
  const windowLength = next.source.length - next.windowStart;
  if (!streaming || windowLength <= maxWindowLength(next) || next.open?.type === 'code') {
    return readWindow(next, next.source.length);
  }
  // A fraction of the existing text, so that parsing it again and again stays linear overall.
  const longStep = Math.max(next.isEnding ? ENDING_STEP : LONG_STEP, windowLength / LONG_STEPS);
  const step = windowLength > MAX_BLOCK_LENGTH ? HUGE_STEP : longStep;
  const end = lastCompleteEnd(next, longStep);
  const isDue = next.readEnd === 0 || end - next.readEnd >= step;
  return withEnding(isDue ? readWindow(next, end) : next);
}

/** How much of a window is parsed again with each new piece. */
function maxWindowLength({ isEnding, tail }: MarkdownStream): number {
  if (isEnding) return LONG_ENDING;
  return tail.at(-1)?.type === 'paragraph' ? LONG_PARAGRAPH : LONG_CONTAINER;
}

/**
 * V8 compares slices as memory but `startsWith` character by character: this takes a hundredth of
 * the time.
 */
function continues(text: string, beginning: string): boolean {
  return text.length >= beginning.length && text.slice(0, beginning.length) === beginning;
}

/** The text with its line breaks as `\n`, reusing what was already converted. */
function sourceOf(before: MarkdownStream, text: string): string {
  const added = text.slice(before.text.length);
  if (before.source === before.text && !added.includes('\r')) return text;
  const rest = before.text.endsWith('\r') && added.startsWith('\n') ? added.slice(1) : added;
  return before.source + rest.replace(/\r\n?/g, '\n');
}

/**
 * The end of the last complete line or, if the line after it is longer than `maxLength`, of that
 * line's last complete word. Always before the end of the source, because anything parsed to the
 * end is parsed again with the next piece.
 */
function lastCompleteEnd({ source, windowStart }: MarkdownStream, maxLength: number): number {
  const start = Math.max(windowStart, source.length - Math.ceil(maxLength) - 1);
  const nearest = source.slice(start, -1);
  const length = nearest.lastIndexOf('\n') + 1 || nearest.lastIndexOf(' ') + 1;
  const end = length > 0 ? start + length : source.length - 1;
  // The start of a line that is only marks so far could settle as what the whole line is not.
  const lineStart = Math.max(windowStart, end - MAX_HELD_LINE_LENGTH - 1);
  const held = lineStart + shownLength(source.slice(lineStart, end));
  return held > windowStart ? held : end;
}

/**
 * Renders the text not yet parsed in place as a text of its own, which nearly always gives the
 * final result.
 */
function withEnding(stream: MarkdownStream): MarkdownStream {
  const { source, settled, tail, blockStart, readEnd, lexedLength } = stream;
  const unread = source.slice(readEnd);
  const tooMuch = source.length - blockStart > MAX_BLOCK_LENGTH ? 'length' : excessOf(tail, unread);
  if (tooMuch) {
    const literal = literalBlock(source.slice(blockStart), tooMuch);
    return { ...stream, document: appendGrouped(settled.blocks, [literal]) };
  }
  const isApart = hasBlankLineAt(source, readEnd);
  const separator = separatorAt(source, readEnd);
  const lead = tail.at(-1)?.type === 'paragraph' && !isApart ? LEAD + separator.join('') : '';
  const before = stream.ending ?? beginEnding(settled.definitions);
  const ending = advanceMarkdown(before, lead + unread, true);
  const added = withoutLead(ending.document.flat(), lead) ?? readApart(stream, unread);
  const blocks = isApart ? [...tail, ...added] : joinParagraphs(tail, added, separator);
  return {
    ...stream,
    ending,
    document: appendGrouped(settled.blocks, blocks),
    lexedLength: lexedLength + ending.lexedLength - before.lexedLength,
  };
}

/**
 * Blocks without the word at the beginning of the first; `null` if that is no paragraph (a line below can make
 * it a heading or a table).
 */
function withoutLead(blocks: readonly Block[], lead: string): readonly Block[] | null {
  if (lead === '') return blocks;
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return first ? null : blocks;
  const known = withoutLeads.get(first.children);
  const children = known ?? withoutWord(first.children, lead);
  if (!children) return null;
  withoutLeads.set(first.children, children);
  return children.length === 0 && !first.more ? rest : [{ ...first, children }, ...rest];
}

function withoutWord(inlines: readonly Inline[], lead: string): readonly Inline[] | null {
  const [text, ...rest] = inlines;
  if (typeof text !== 'string' || !text.startsWith(LEAD)) return null;
  const shown = text.startsWith(lead) ? text.slice(lead.length) : text.slice(LEAD.length);
  return shown === '' ? rest : [shown, ...rest];
}

function readApart({ settled }: MarkdownStream, unread: string): readonly Block[] {
  return advanceMarkdown(beginEnding(settled.definitions), unread, true).document.flat();
}

function beginEnding(definitions: LinkDefinitions): MarkdownStream {
  return { ...EMPTY_STREAM, settled: { ...NOTHING_SETTLED, definitions }, isEnding: true };
}

/** Text that is too much to format stays so up to the blank line after it. */
function excessOf(tail: readonly Block[], unread: string): TooMuch | null {
  const [literal, ...following] = tail;
  if (literal?.type !== 'literal' || following.length > 0) return null;
  return BLANK_LINE.test(unread) ? null : literal.tooMuch;
}

/** Renders a paragraph that was parsed in two pieces as one. */
function joinParagraphs(
  blocks: readonly Block[],
  added: readonly Block[],
  separator: readonly Inline[],
): readonly Block[] {
  const last = blocks.at(-1);
  const [first, ...rest] = added;
  if (last?.type !== 'paragraph' || first?.type !== 'paragraph') return [...blocks, ...added];
  const more = [separator, first.children, ...(first.more ?? [])];
  return [...blocks.slice(0, -1), { ...last, more }, ...rest];
}

/** Whether the text up to `end` and the text after it are apart by a blank line, of 100 characters at most. */
function hasBlankLineAt(source: string, end: number): boolean {
  const before = source.slice(Math.max(0, end - MAX_BLANK), end);
  const after = source.slice(end, end + MAX_BLANK);
  return BLANK_END.test(before) || (LINE_END.test(before) && BLANK_START.test(after));
}

/** The separator between the text up to `end` and the text after it: each is parsed without it. */
function separatorAt(source: string, end: number): readonly Inline[] {
  const last = source[end - 1];
  return last === '\n' ? NEW_LINE : last === ' ' ? SPACE : NOTHING;
}
