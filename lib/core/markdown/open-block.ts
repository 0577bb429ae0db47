import type { Token, Tokens } from 'marked';
import { buildBlock, codeLines } from './blocks/build-blocks.ts';
import { allChunks, appendLines, type LineChunks } from './blocks/line-chunks.ts';
import type { Block, ListItem, TableRow } from './markdown-tree.ts';
import { isClosedFence } from './settled-tokens.ts';
import { appendGrouped, countGrouped, type Grouped, takeGrouped } from './values/grouped.ts';

/**
 * The finished part of a code block, table or list that is still growing. Only what comes after it
 * is read again, behind `prefix`, which puts the lexer where the block has left it: the opening
 * fence, the head of the table; nothing for a list, whose items each start a list of their own.
 */
export type OpenBlock =
  | {
      type: 'code';
      prefix: string;
      lines: LineChunks;
      /** `lines` end within a long line, for which `LINE_MARK` stands behind the opening fence. */
      isInLine: boolean;
    }
  | { type: 'table'; prefix: string; rows: Grouped<TableRow> }
  | {
      type: 'list';
      prefix: '';
      ordered: boolean;
      start: number;
      loose: boolean;
      items: Grouped<ListItem>;
    };

type OpenCode = Extract<OpenBlock, { type: 'code' }>;
type OpenTable = Extract<OpenBlock, { type: 'table' }>;
type OpenList = Extract<OpenBlock, { type: 'list' }>;

/** What is set aside of a growing block: how many characters of the window, and any tokens within. */
type HeldBlock = { open: OpenBlock; length: number; tokens: readonly Token[] };

const NO_LINES: LineChunks = { chunks: [], rest: '' };
/** A line of code that is longer is not read again as a whole with each piece that comes. */
const LONG_LINE = 1_024;
/** Stands for the beginning of a line, so that no end of it is taken for a closing fence. */
const LINE_MARK = '.';
const MAYBE_FENCE = /^ {0,3}(?:`+|~+) *$/;
const BLANK_LINE_AT_END = /\n[ \t]*\n[ \t]*$/;
const BLANK_LINE_WITHIN = /\n.*\n/;

/** The whole block: its finished part, and what was read after the prefix. */
export function continueBlock(open: OpenBlock | null, token: Token): Block | null {
  const block = buildBlock(token);
  if (open?.type === 'code' && block?.type === 'code') {
    // A code block is read by one rule only, so the token is one of code.
    return {
      ...block,
      chunks: allChunks(appendLines(open.lines, linesAfter(open, token as Tokens.Code))),
    };
  }
  if (open?.type === 'table' && block?.type === 'table') {
    return { ...block, rows: appendGrouped(open.rows, block.rows.flat()) };
  }
  if (open?.type === 'list' && block?.type === 'list') {
    const { ordered, start, loose, items } = open;
    const all = appendGrouped(items, block.items.flat());
    return { type: 'list', ordered, start, loose: loose || block.loose, items: all };
  }
  return block;
}

/**
 * Sets aside what no later text can change of a block that is the last one of `source`, which
 * starts with it; `block` is the whole of it. `null` where nothing can be set aside.
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

// The casts above: blocks of these types are built from tokens of the same name only.

/**
 * Whole lines of an open fence: whether a line closes it does not depend on what comes after. Of a long
 * line that does not close it, what is there.
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

/** The lines after what is set aside, each with its line break. */
function linesAfter(open: OpenCode | null, token: Tokens.Code): string {
  const lines = codeLines(token);
  return open?.isInLine ? lines.slice(LINE_MARK.length) : lines;
}

/** Rows whose line is whole. */
function holdTable(
  before: OpenTable | null,
  token: Tokens.Table,
  rows: Grouped<TableRow>,
  source: string,
): HeldBlock | null {
  const head = lineEnd(source, lineEnd(source, 0));
  if (head < 0) return null;
  let end = head;
  let whole = 0;
  for (let next = lineEnd(source, end); next >= 0 && whole < token.rows.length; whole += 1) {
    end = next;
    next = lineEnd(source, end);
  }
  const held = takeGrouped(rows, countGrouped(before?.rows ?? []) + whole);
  return {
    open: { type: 'table', prefix: source.slice(0, head), rows: held },
    length: end - (before?.prefix.length ?? 0),
    tokens: [],
  };
}

/** Every item but the last one that has surely begun. */
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
  const whole = lineEnd(source, starts[last] ?? 0) < 0 ? last - 1 : last;
  const length = starts[whole];
  if (length === undefined || (whole === 0 && !before)) return null;
  const held = token.items.slice(0, whole);
  return {
    open: {
      type: 'list',
      prefix: '',
      ordered: block.ordered,
      start: block.start,
      loose: before?.loose === true || held.some(spreadsItems),
      items: takeGrouped(block.items, (before ? countGrouped(before.items) : 0) + whole),
    },
    length,
    tokens: held.flatMap(({ tokens }) => tokens),
  };
}

/** marked's own measure of a loose list: a blank line after an item that another follows, or within one. */
function spreadsItems(item: Tokens.ListItem): boolean {
  if (BLANK_LINE_AT_END.test(item.raw)) return true;
  return item.tokens.some(({ type, raw }) => type === 'space' && BLANK_LINE_WITHIN.test(raw));
}

/** Just after the line break of the line at `start`; -1 where it has none, or `start` is -1. */
function lineEnd(source: string, start: number): number {
  const end = start < 0 ? -1 : source.indexOf('\n', start);
  return end < 0 ? -1 : end + 1;
}
