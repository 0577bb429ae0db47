import { buildBlocks, literalBlock } from './build-blocks.ts';
import { appendGrouped } from './grouped.ts';
import { EMPTY_STREAM, type MarkdownStream } from './markdown-stream.ts';
import type { Block } from './markdown-tree.ts';
import { readWindow } from './read-window.ts';
import { lexReply, MAX_BLOCK_LENGTH } from './reply-lexer.ts';
import { reuseEqual } from './reuse-equal.ts';
import { shownLength } from './shown-length.ts';

/** A reply longer than this, in UTF-16 units, is shown as it was written. */
export const MAX_TEXT_LENGTH = 1_000_000;

// Past this length, a block that cannot be set aside piece by piece (one paragraph; one quote, one
// item) is read whole only every so often; in between, its end is read as a piece of its own. That
// guess is nearly always right in a paragraph and may not be in a quote or an item.
const LONG_PARAGRAPH = 8_192;
const LONG_CONTAINER = 24_576;
const LONG_STEP = 1_024;
const LONG_STEPS = 16;
const HUGE_STEP = 65_536;
const BLANK_LINE = /\n[ \t]*\n/;

/**
 * Reads a reply on from where `stream` stopped, at a cost that depends on what is new and on the
 * block it belongs to, not on what came before. Any other text is read from its beginning.
 *
 * While `streaming`, marks still open at the end are closed or held back for display. Once it is
 * not, the document is what reading the whole text at once gives, however it had arrived.
 * Never throws.
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
  const longest = next.tail.at(-1)?.type === 'paragraph' ? LONG_PARAGRAPH : LONG_CONTAINER;
  if (!streaming || windowLength <= longest || next.open?.type === 'code') {
    return readWindow(next, next.source.length);
  }
  // A part of what is there, so that reading it again and again stays linear in all.
  const longStep = Math.max(LONG_STEP, windowLength / LONG_STEPS);
  const step = windowLength > MAX_BLOCK_LENGTH ? HUGE_STEP : longStep;
  const end = wholeEnd(next, longStep);
  const isDue = next.readEnd === 0 || end - next.readEnd >= step;
  return withGuessedEnd(isDue ? readWindow(next, end) : next);
}

/** V8 compares slices as memory, and `startsWith` character by character: a hundredth of the time. */
function continues(text: string, beginning: string): boolean {
  return text.length >= beginning.length && text.slice(0, beginning.length) === beginning;
}

/** The text with its line breaks as `\n`, made from what was already there. */
function sourceOf(before: MarkdownStream, text: string): string {
  const added = text.slice(before.text.length);
  if (before.source === before.text && !added.includes('\r')) return text;
  const rest = before.text.endsWith('\r') && added.startsWith('\n') ? added.slice(1) : added;
  return before.source + rest.replace(/\r\n?/g, '\n');
}

/**
 * Where the last whole line ends or, where the line after it is longer than `most`, the last whole word
 * of it; before the end of the source in any case, as what was read to the end is read again with the
 * next piece.
 */
function wholeEnd({ source, windowStart }: MarkdownStream, most: number): number {
  const line = source.lastIndexOf('\n', source.length - 2) + 1;
  if (line > windowStart && source.length - line <= most) return line;
  const word = source.lastIndexOf(' ', source.length - 2) + 1;
  const end = Math.max(line, word);
  return end > windowStart && source.length - end <= most ? end : source.length - 1;
}

/** Draws what has not been read in place as a piece of its own: nearly always what it will be. */
function withGuessedEnd(stream: MarkdownStream): MarkdownStream {
  const { source, settled, tail, blockStart, readEnd, lexedLength } = stream;
  if (source.length - blockStart > MAX_BLOCK_LENGTH) {
    const literal = literalBlock(source.slice(blockStart), 'length');
    return { ...stream, document: appendGrouped(settled.blocks, [literal]) };
  }
  const unread = source.slice(readEnd);
  const [literal, ...others] = tail;
  if (
    literal?.type === 'literal' &&
    literal.tooMuch &&
    others.length === 0 &&
    !BLANK_LINE.test(unread)
  ) {
    const grown = literalBlock(source.slice(blockStart), literal.tooMuch);
    return { ...stream, document: appendGrouped(settled.blocks, [grown]) };
  }
  const piece = unread.slice(0, shownLength(unread));
  const { tokens } = lexReply(piece, settled.definitions, true);
  const blocks = joinParagraphs(tail, buildBlocks(tokens), source[readEnd - 1] === '\n');
  return {
    ...stream,
    document: appendGrouped(settled.blocks, blocks),
    lexedLength: lexedLength + piece.length,
  };
}

/** A paragraph that was read in two pieces is drawn as one. */
function joinParagraphs(
  blocks: readonly Block[],
  added: readonly Block[],
  isNewLine: boolean,
): readonly Block[] {
  const last = blocks.at(-1);
  const [first, ...rest] = added;
  if (last?.type !== 'paragraph' || first?.type !== 'paragraph') return [...blocks, ...added];
  const children = [...last.children, isNewLine ? '\n' : ' ', ...first.children];
  return [...blocks.slice(0, -1), { type: 'paragraph', children }, ...rest];
}
