import { memo, useLayoutEffect, useRef } from 'react';
import { keepColumnWidths } from '#lib/client/drawing/keep-column-widths.ts';
import { watchOverflow } from '#lib/client/drawing/watch-overflow.ts';
import { countCells } from '#lib/core/markdown/blocks/count-cells.ts';
import { blockDirection } from '#lib/core/markdown/layout/block-direction.ts';
import type { Block, ColumnAlign, TableRow } from '#lib/core/markdown/markdown-tree.ts';
import { countGrouped } from '#lib/core/markdown/values/grouped.ts';
import { Inlines } from './inlines.tsx';
import { renderParts } from './render-parts.ts';
import { TableTools } from './table-tools.tsx';

type Table = Extract<Block, { type: 'table' }>;

type TableViewProps = { table: Table; hasIndicator: boolean };

const ALIGNMENTS = { left: 'text-left', center: 'text-center', right: 'text-right' } as const;

/** A smaller table is copied by hand. */
const MIN_CELLS_FOR_TOOLS = 4;
/** From here on, the columns keep their widths: a browser would lay out every row again for each new one. */
const MANY_ROWS = 200;

/**
 * A table that scrolls sideways on its own and shows where there is more of it, with its rows in groups
 * that are compared as one when it grows.
 */
export function TableView({ table, hasIndicator }: TableViewProps) {
  const { align, header, rows } = table;
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (box.current ? watchOverflow(box.current) : undefined), []);
  const isLong = countGrouped(rows) >= MANY_ROWS;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another header is another table.
  useLayoutEffect(() => {
    const element = box.current?.querySelector('table');
    return isLong && element ? keepColumnWidths(element) : undefined;
  }, [isLong, header]);
  const hasTools = !hasIndicator && rows.length > 0 && countCells(table) >= MIN_CELLS_FOR_TOOLS;
  return (
    <>
      <figure dir={blockDirection([table])} className="table-card">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard. */}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form. */}
        <div ref={box} className="table-scroll" role="group" aria-label="Table" tabIndex={0}>
          <table dir="auto">
            <thead>
              <RowView
                row={header}
                align={align}
                isHead
                hasIndicator={hasIndicator && rows.length === 0}
              />
            </thead>
            {renderParts(rows, (group, index, isLast) => (
              <RowGroup
                key={index}
                rows={group}
                align={align}
                hasIndicator={hasIndicator && isLast}
              />
            ))}
          </table>
        </div>
      </figure>
      {hasTools && <TableTools table={table} />}
    </>
  );
}

type RowGroupProps = {
  rows: readonly TableRow[];
  align: readonly ColumnAlign[];
  hasIndicator: boolean;
};

const RowGroup = memo(function RowGroup({ rows, align, hasIndicator }: RowGroupProps) {
  return (
    <tbody>
      {renderParts(rows, (row, index, isLast) => (
        <RowView key={index} row={row} align={align} hasIndicator={hasIndicator && isLast} />
      ))}
    </tbody>
  );
});

type RowViewProps = {
  row: TableRow;
  align: readonly ColumnAlign[];
  isHead?: boolean;
  hasIndicator: boolean;
};

const RowView = memo(function RowView({ row, align, isHead = false, hasIndicator }: RowViewProps) {
  const indicatorColumn = hasIndicator ? lastFilledColumn(row) : -1;
  const missing = align.length - row.length;
  return (
    <tr>
      {renderParts(row, (cell, column) => {
        const className = cellClass(align[column], column === indicatorColumn);
        const content = <Inlines inlines={cell} />;
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
          className={hasIndicator && row.length === 0 ? 'streaming-mark' : undefined}
        />
      )}
    </tr>
  );
});

function cellClass(align: ColumnAlign | undefined, hasIndicator: boolean): string | undefined {
  return (
    [align && ALIGNMENTS[align], hasIndicator && 'streaming-mark'].filter(Boolean).join(' ') ||
    undefined
  );
}

/** Where text is being added: the last cell that isn't empty. */
function lastFilledColumn(row: TableRow): number {
  const filled = row.findLastIndex((cell) => cell.length > 0);
  return filled < 0 ? row.length - 1 : filled;
}
