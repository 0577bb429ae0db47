import type { Token, Tokens } from 'marked';
import { buildBlock, codeLines } from './build-blocks.ts';
import { appendGrouped, countGrouped, type Grouped, takeGrouped } from './grouped.ts';
import { allChunks, appendLines, type LineChunks } from './line-chunks.ts';
import type { Block, ListItem, TableRow } from './markdown-tree.ts';
import { isClosedFence } from './settled-tokens.ts';

/**
 * The finished part of a code block, table or list that is still growing. Only what comes after it
 * is read again, behind `prefix`, which puts the lexer where the block has left it: the opening
 * fence, the head of the table; nothing for a list, whose items each start a list of their own.
 */
export type OpenBlock =
  | { type: 'code'; prefix: string; lines: LineChunks }
  | { type: 'table'; prefix: string; rows: Grouped<TableRow> }
  | {
      type: 'list';
      prefix: '';
      ordered: boolean;
      start: number;
      loose: boolean;
      items: Grouped<ListItem>;
    };

/** What is set aside of a growing block: how many characters after the prefix, and any tokens within. */
type HeldBlock = { open: OpenBlock; length: number; tokens: readonly Token[] };

const NO_LINES: LineChunks = { chunks: [], rest: '' };
const BLANK_LINE_AT_END = /\n[ \t]*\n[ \t]*$/;
const BLANK_LINE_WITHIN = /\n.*\n/;

/** The whole block: its finished part, and what was read after the prefix. */
export function continueBlock(open: OpenBlock | null, token: Token): Block | null {
  const block = buildBlock(token);
  if (open?.type === 'code' && block?.type === 'code') {
    // A code block is read by one rule only, so the token is one of code.
    const lines = appendLines(open.lines, codeLines(token as Tokens.Code));
    return { ...block, chunks: allChunks(lines) };
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
      return holdCode(open?.type === 'code' ? open.lines : NO_LINES, token as Tokens.Code);
    case 'table':
      return holdTable(
        open?.type === 'table' ? open.rows : [],
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

/** Whole lines of an open fence: whether a line closes it does not depend on what comes after. */
function holdCode(before: LineChunks, token: Tokens.Code): HeldBlock | null {
  const prefix = token.raw.slice(0, token.raw.indexOf('\n') + 1);
  if (token.codeBlockStyle === 'indented' || prefix === '' || isClosedFence(token)) return null;
  const end = token.raw.lastIndexOf('\n') + 1;
  const lines = codeLines(token);
  const whole = end === token.raw.length ? lines : withoutLastLine(lines);
  return {
    open: { type: 'code', prefix, lines: appendLines(before, whole) },
    length: end - prefix.length,
    tokens: [],
  };
}

/** Rows whose line is whole. */
function holdTable(
  before: Grouped<TableRow>,
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
  const held = takeGrouped(rows, countGrouped(before) + whole);
  return {
    open: { type: 'table', prefix: source.slice(0, head), rows: held },
    length: end - head,
    tokens: [],
  };
}

/** Every item but the last one that has surely begun. */
function holdList(
  before: Extract<OpenBlock, { type: 'list' }> | null,
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

function withoutLastLine(lines: string): string {
  return lines.slice(0, lines.slice(0, -1).lastIndexOf('\n') + 1);
}
