import type { Token, Tokens } from 'marked';
import { buildBlock, codeLines } from './blocks/build-blocks.ts';
import { allChunks, appendLines, type LineChunks } from './blocks/line-chunks.ts';
import type { Block, ListItem, TableRow } from './markdown-tree.ts';
import { appendGrouped, type Grouped } from './values/grouped.ts';

/**
 * The finished part of a code block, table or list that is still growing. Only the text after it is
 * parsed again, behind `prefix`, which restores the lexer's state: the opening fence, the head of
 * the table; nothing for a list, where each item can start a list of its own.
 */
export type OpenBlock =
  | {
      type: 'code';
      prefix: string;
      lines: LineChunks;
      /**
       * Whether `lines` end within a long line, which `LINE_MARK` then stands in for after the
       * opening fence.
       */
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

export type OpenCode = Extract<OpenBlock, { type: 'code' }>;

/**
 * Stands in for the beginning of a line, so that the rest of the line is never read as a closing
 * fence.
 */
export const LINE_MARK = '.';

/** The complete block: its finished part, and what was parsed after the prefix. */
export function continueBlock(open: OpenBlock | null, token: Token): Block | null {
  const block = buildBlock(token);
  if (open?.type === 'code' && block?.type === 'code') {
    // Only one rule reads a code block, so the token is a code token.
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

/** The lines after the part set aside, each with its line break. */
export function linesAfter(open: OpenCode | null, token: Tokens.Code): string {
  const lines = codeLines(token);
  return open?.isInLine ? lines.slice(LINE_MARK.length) : lines;
}
