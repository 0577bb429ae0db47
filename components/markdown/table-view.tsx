import { memo } from 'react';
import type { Block, ColumnAlign, TableRow } from '#lib/core/markdown/markdown-tree.ts';
import { drawInOrder } from './draw-in-order.ts';
import { Inlines } from './inlines.tsx';

type Table = Extract<Block, { type: 'table' }>;

type TableViewProps = { table: Table; marked: boolean };

const ALIGNMENTS = { left: 'text-left', center: 'text-center', right: 'text-right' } as const;

/**
 * A table that scrolls sideways on its own, with its rows in groups that are compared as one when
 * it grows.
 */
export function TableView({ table, marked }: TableViewProps) {
  const { align, header, rows } = table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form.
    <div className="table-scroll" role="group" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <RowView row={header} align={align} isHead marked={marked && rows.length === 0} />
        </thead>
        {drawInOrder(rows, (group, place, isLast) => (
          <RowGroup key={place} rows={group} align={align} marked={marked && isLast} />
        ))}
      </table>
    </div>
  );
}

type RowGroupProps = {
  rows: readonly TableRow[];
  align: readonly ColumnAlign[];
  marked: boolean;
};

const RowGroup = memo(function RowGroup({ rows, align, marked }: RowGroupProps) {
  return (
    <tbody>
      {drawInOrder(rows, (row, place, isLast) => (
        <RowView key={place} row={row} align={align} marked={marked && isLast} />
      ))}
    </tbody>
  );
});

type RowViewProps = {
  row: TableRow;
  align: readonly ColumnAlign[];
  isHead?: boolean;
  marked: boolean;
};

const RowView = memo(function RowView({ row, align, isHead = false, marked }: RowViewProps) {
  const markedCell = marked ? lastFilled(row) : -1;
  const missing = align.length - row.length;
  return (
    <tr>
      {drawInOrder(row, (cell, column) => {
        const className = cellClass(align[column], column === markedCell);
        const content = <Inlines of={cell} />;
        return isHead ? (
          <th key={column} scope="col" className={className}>
            {content}
          </th>
        ) : (
          <td key={column} className={className}>
            {content}
          </td>
        );
      })}
      {missing > 0 && (
        <td
          colSpan={missing > 1 ? missing : undefined}
          className={marked && row.length === 0 ? 'streaming-mark' : undefined}
        />
      )}
    </tr>
  );
});

function cellClass(align: ColumnAlign | undefined, marked: boolean): string | undefined {
  return (
    [align && ALIGNMENTS[align], marked && 'streaming-mark'].filter(Boolean).join(' ') || undefined
  );
}

/** Where text is being added: the last cell that isn't empty. */
function lastFilled(row: TableRow): number {
  const filled = row.findLastIndex((cell) => cell.length > 0);
  return filled < 0 ? row.length - 1 : filled;
}
