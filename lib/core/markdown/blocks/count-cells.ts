import type { Block } from '../markdown-tree.ts';

/**
 * A table with more cells than this is shown as text: its rows cannot be laid out independently,
 * and this many already take a browser a quarter of a second.
 */
export const MAX_TABLE_CELLS = 20_000;

/** How many cells a table renders: those that were written, and one that fills each short row. */
export function countCells({ header, rows }: Extract<Block, { type: 'table' }>): number {
  let count = header.length;
  for (const group of rows) {
    for (const row of group) count += Math.min(row.length + 1, header.length);
  }
  return count;
}
