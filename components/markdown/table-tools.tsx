import { Download } from 'lucide-react';
import { downloadText } from '#lib/client/page/download-text.ts';
import type { Table } from '#lib/core/markdown/table/table-rows.ts';
import { tableToCsv } from '#lib/core/markdown/table/table-to-csv.ts';
import { tableToMarkdown } from '#lib/core/markdown/table/table-to-markdown.ts';
import { CopyButton } from '../ui/copy-button.tsx';

// Excel takes a file for UTF-8 only with this mark.
const BYTE_ORDER_MARK = '\ufeff';

/** What can be done with a table. */
export function TableTools({ table }: { table: Table }) {
  return (
    <div className="table-tools">
      <CopyButton
        label="Copy as Markdown"
        shortLabel="Markdown"
        read={() => tableToMarkdown(table)}
      />
      <CopyButton label="Copy as CSV" shortLabel="CSV" read={() => tableToCsv(table)} />
      <button
        type="button"
        className="btn-quiet"
        onClick={() =>
          downloadText('table.csv', 'text/csv', `${BYTE_ORDER_MARK}${tableToCsv(table)}`)
        }
      >
        <Download aria-hidden className="size-4" />
        <span>
          Download<span className="max-sm:sr-only"> CSV</span>
        </span>
      </button>
    </div>
  );
}
