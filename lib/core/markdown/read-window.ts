import type { Token, Tokens } from 'marked';
import { literalBlock } from './blocks/build-blocks.ts';
import { countCells, MAX_TABLE_CELLS } from './blocks/count-cells.ts';
import { holdBlock } from './hold-block.ts';
import { lexReply, MAX_BLOCK_LENGTH } from './lexer/reply-lexer.ts';
import type { MarkdownStream } from './markdown-stream.ts';
import type { Block, TooMuch } from './markdown-tree.ts';
import { continueBlock, type OpenBlock } from './open-block.ts';
import {
  defineLabels,
  hasUnsettled,
  resolvePending,
  type SettledPiece,
  settlePieces,
} from './settled-blocks.ts';
import { countSettled, isClosedFence } from './settled-tokens.ts';
import { type Surroundings, shownLength } from './shown-length.ts';
import { appendGrouped } from './values/grouped.ts';
import { reuseEqual } from './values/reuse-equal.ts';

// Late definitions cause earlier blocks to be parsed again: up to about this many times the text
// while it streams. The rest waits for the end.
const REREAD_RATIO = 4;
const FREE_REREAD_LENGTH = 65_536;
const BLANK_LINE = /(?:^|\n)[ \t]*\n/;
const CLOSING_FENCE = /^ {0,3}(?:`{3,}|~{3,})[ \t]*\n/m;

/** A piece of the window. `unlimited` is its block before any length limit. */
type WindowPiece = SettledPiece & { unlimited: Block | null };

/**
 * Parses the source from the start of the window to `end`, and moves the window past everything
 * that has settled or can be set aside of the growing block.
 */
export function readWindow(stream: MarkdownStream, end: number): MarkdownStream {
  const { source, open } = stream;
  const isComplete = end === source.length;
  const isUnfinished = stream.streaming && isComplete;
  const window = source.slice(stream.windowStart, end);
  const shown = isUnfinished
    ? window.slice(0, shownLength(window, surroundingsOf(open, window)))
    : window;
  const read = (open?.prefix ?? '') + shown;
  const { tokens, newLabels } = lexReply(
    read,
    stream.settled.definitions,
    isUnfinished,
    stream.streaming,
  );

  const pieces = piecesOf(stream, tokens);
  const count = countSettled(tokens, read);
  const rest = pieces.slice(count);
  const settled = settlePieces(stream.settled, pieces.slice(0, count), newLabels, source);
  const moved = moveWindow({ ...stream, settled }, pieces[count - 1], rest, read);
  const openIsStale = moved.openIsStale || hasUnsettled(moved.settled, newLabels);
  const next = {
    ...moved,
    openIsStale: moved.open !== null && openIsStale,
    tail: rest.flatMap(({ block }) => block ?? []),
    readEnd: isComplete ? 0 : end,
    ending: null,
    lexedLength: stream.lexedLength + read.length,
  };
  return stream.streaming ? withTail(next) : withEnd(next, rest);
}

function surroundingsOf(open: OpenBlock | null, window: string): Surroundings {
  if (open?.type === 'code' && !CLOSING_FENCE.test(window)) return 'code';
  return open?.type === 'table' && !BLANK_LINE.test(window) ? 'table' : 'text';
}

/**
 * Tokens with their blocks and positions. Blocks equal to those of the last parse are the same
 * objects.
 */
function piecesOf(stream: MarkdownStream, tokens: readonly Token[]): WindowPiece[] {
  const { source, open, streaming } = stream;
  let position = stream.windowStart - (open?.prefix.length ?? 0);
  let rendered = 0;
  return tokens.map((token, index) => {
    const continued = index === 0 ? open : null;
    const start = continued ? stream.blockStart : position;
    position += token.raw.length;
    const built = continueBlock(continued, token);
    const isLast = streaming && index === tokens.length - 1;
    const unlimited = isLast ? markOpen(built, token) : built;
    const limited = limitBlock(unlimited, source.slice(start, position));
    const block = limited && reuseEqual(stream.tail[rendered], limited);
    if (block) rendered += 1;
    const stale = continued !== null && stream.openIsStale;
    return {
      token,
      block,
      unlimited: limited === unlimited ? block : unlimited,
      start,
      end: position,
      stale,
    };
  });
}

/** The complete block, or its text if it is over a limit: the part parsed just now cannot tell. */
function limitBlock(unlimited: Block | null, text: string): Block | null {
  const tooMuch = unlimited && excessOf(unlimited, text.length);
  return tooMuch ? literalBlock(text, tooMuch) : unlimited;
}

function excessOf(unlimited: Block, length: number): TooMuch | null {
  if (length > MAX_BLOCK_LENGTH) return 'length';
  if (unlimited.type === 'literal') return unlimited.tooMuch;
  return unlimited.type === 'table' && countCells(unlimited) > MAX_TABLE_CELLS ? 'cells' : null;
}

/**
 * A code block without its closing fence is still growing; the language in an unfinished line may
 * be half a word.
 */
function markOpen(block: Block | null, token: Token): Block | null {
  // A code block is only built from a code token.
  if (block?.type !== 'code' || isClosedFence(token as Tokens.Code)) return block;
  const language = token.raw.includes('\n') ? block.language : '';
  return { ...block, language, open: true };
}

function moveWindow(
  stream: MarkdownStream,
  lastSettled: WindowPiece | undefined,
  rest: readonly WindowPiece[],
  read: string,
): MarkdownStream {
  const start = lastSettled?.end;
  const at =
    start === undefined
      ? stream
      : { ...stream, open: null, openIsStale: false, blockStart: start, windowStart: start };
  const [growing, ...after] = rest;
  if (!growing || after.some(({ token }) => token.type !== 'space')) return at;
  const length = rest.reduce((sum, { token }) => sum + token.raw.length, 0);
  const held = holdBlock(
    at.open,
    growing.token,
    growing.unlimited,
    read.slice(read.length - length),
  );
  if (!held) return at;
  const settled = defineLabels(stream.settled, held.tokens);
  return {
    ...at,
    settled,
    open: held.open,
    openIsStale: at.openIsStale || settled !== stream.settled,
    windowStart: at.windowStart + held.length,
  };
}

function withTail(stream: MarkdownStream): MarkdownStream {
  const { source, settled, tail } = stream;
  const limit = REREAD_RATIO * source.length + FREE_REREAD_LENGTH;
  const resolved = settled.rereadLength <= limit ? resolvePending(settled, source) : settled;
  return {
    ...stream,
    settled: resolved,
    document: appendGrouped(resolved.blocks, tail),
  };
}

/** The document if nothing more arrives; more may still follow. */
function withEnd(stream: MarkdownStream, rest: readonly WindowPiece[]): MarkdownStream {
  const { source, settled, openIsStale } = stream;
  const last = rest.map((piece, index) =>
    index === 0 ? { ...piece, stale: piece.stale || openIsStale } : piece,
  );
  const complete = settlePieces(settled, last, [], source);
  return { ...stream, document: resolvePending(complete, source).blocks };
}
