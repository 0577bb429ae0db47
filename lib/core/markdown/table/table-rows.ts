import type { Block, Inline, TableRow } from '../markdown-tree.ts';

export type Table = Extract<Block, { type: 'table' }>;

const EMPTY_CELL: readonly Inline[] = [];

/** The head and the rows of a table, each with as many cells as the head. */
export function tableRows({ header, rows }: Table): readonly TableRow[] {
  return [header, ...rows.flat()].map((row) =>
    Array.from(header, (_, column) => row[column] ?? EMPTY_CELL),
  );
}
