import type { Token, Tokens } from 'marked';
import { appendLines, type LineChunks } from './blocks/line-chunks.ts';
import type { Block, TableRow } from './markdown-tree.ts';
import { LINE_MARK, linesAfter, type OpenBlock, type OpenCode } from './open-block.ts';
import { isClosedFence } from './settled-tokens.ts';
import { countGrouped, type Grouped, takeGrouped } from './values/grouped.ts';

type OpenTable = Extract<OpenBlock, { type: 'table' }>;
type OpenList = Extract<OpenBlock, { type: 'list' }>;

/**
 * The part of a growing block that has been set aside: its length in the window, and any tokens
 * within.
 */
type HeldBlock = { open: OpenBlock; length: number; tokens: readonly Token[] };

const NO_LINES: LineChunks = { chunks: [], rest: '' };
/** A longer line of code is not parsed again in full with each new piece. */
const LONG_LINE = 1_024;
const MAYBE_FENCE = /^ {0,3}(?:`+|~+) *$/;
const BLANK_LINE_AT_END = /\n[ \t]*\n[ \t]*$/;
const BLANK_LINE_INSIDE = /\n.*\n/;

/**
 * Sets aside what no later text can change in the last block of `source`, which starts with it;
 * `block` is the complete block. `null` if nothing can be set aside.
 */
export function holdBlock(
  open: OpenBlock | null,
  token: Token,
  block: Block | null,
  source: string,
): HeldBlock | null {
  switch (block?.type) {
    case 'code':
      return holdCode(open?.type === 'code' ? open : null, token as Tokens.Code);
    case 'table':
      return holdTable(
        open?.type === 'table' ? open : null,
        token as Tokens.Table,
        block.rows,
        source,
      );
    case 'list':
      return holdList(open?.type === 'list' ? open : null, token as Tokens.List, block, source);
    default:
      return null;
  }
}

// The casts above: blocks of these types are built only from tokens of the same name.

/**
 * The complete lines of an open fence: whether a line closes it does not depend on later text. For
 * a long line that doesn't close it, everything so far.
 */
function holdCode(before: OpenCode | null, token: Tokens.Code): HeldBlock | null {
  const { raw } = token;
  const fence = raw.slice(0, raw.indexOf('\n') + 1);
  if (token.codeBlockStyle === 'indented' || fence === '' || isClosedFence(token)) return null;
  const end = raw.lastIndexOf('\n') + 1;
  const isInLine = before?.isInLine === true && end === fence.length;
  const isLongLine = raw.length - end > LONG_LINE && !MAYBE_FENCE.test(raw.slice(end));
  const lines = linesAfter(before, token);
  const text = end === raw.length ? lines : lines.slice(0, -1);
  const heldInLine = isInLine || isLongLine;
  const held = heldInLine ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  return {
    open: {
      type: 'code',
      prefix: heldInLine ? `${fence}${LINE_MARK}` : fence,
      lines: appendLines(before?.lines ?? NO_LINES, held),
      isInLine: heldInLine,
    },
    length: (heldInLine ? raw.length : end) - (before?.prefix.length ?? 0),
    tokens: [],
  };
}

/** Rows whose line is complete. */
function holdTable(
  before: OpenTable | null,
  token: Tokens.Table,
  rows: Grouped<TableRow>,
  source: string,
): HeldBlock | null {
  const head = lineEnd(source, lineEnd(source, 0));
  if (head < 0) return null;
  let end = head;
  let count = 0;
  for (let next = lineEnd(source, end); next >= 0 && count < token.rows.length; count += 1) {
    end = next;
    next = lineEnd(source, end);
  }
  const held = takeGrouped(rows, countGrouped(before?.rows ?? []) + count);
  return {
    open: { type: 'table', prefix: source.slice(0, head), rows: held },
    length: end - (before?.prefix.length ?? 0),
    tokens: [],
  };
}

/** Every item except the last one that has definitely begun. */
function holdList(
  before: OpenList | null,
  token: Tokens.List,
  block: Extract<Block, { type: 'list' }>,
  source: string,
): HeldBlock | null {
  const starts: number[] = [];
  let position = 0;
  for (const item of token.items) {
    starts.push(position);
    position += item.raw.length;
  }
  const last = starts.length - 1;
  const count = lineEnd(source, starts[last] ?? 0) < 0 ? last - 1 : last;
  const length = starts[count];
  if (length === undefined || (count === 0 && !before)) return null;
  const held = token.items.slice(0, count);
  return {
    open: {
      type: 'list',
      prefix: '',
      ordered: block.ordered,
      start: block.start,
      loose: before?.loose === true || held.some(isLooseItem),
      items: takeGrouped(block.items, (before ? countGrouped(before.items) : 0) + count),
    },
    length,
    tokens: held.flatMap(({ tokens }) => tokens),
  };
}

/** marked's own test for a loose list: a blank line between items or within one. */
function isLooseItem(item: Tokens.ListItem): boolean {
  if (BLANK_LINE_AT_END.test(item.raw)) return true;
  return item.tokens.some(({ type, raw }) => type === 'space' && BLANK_LINE_INSIDE.test(raw));
}

/** Just after the line break of the line at `start`; -1 if it has none, or if `start` is -1. */
function lineEnd(source: string, start: number): number {
  const end = start < 0 ? -1 : source.indexOf('\n', start);
  return end < 0 ? -1 : end + 1;
}
