'use client';

import { useCallback, useRef, useState } from 'react';
import type { ResponseEntry } from '#lib/core/response-log/response-log.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { ResponseLogRow } from './response-log-row.tsx';
import { useLinkedRow } from './use-linked-row.ts';

type ResponseLogTableProps = {
  /** The entries that match the filter, newest first. */
  entries: readonly ResponseEntry[];
  /** The number of all entries. */
  total: number;
  ownOnly: boolean;
  /** The request that the URL links to. */
  linked: string | null;
  upstreamName: string;
};

const INITIAL_COUNT = 50;

/** The responses, one row each; a row opens to show all details. */
export function ResponseLogTable(props: ResponseLogTableProps) {
  const { entries, total, ownOnly, linked, upstreamName } = props;
  const list = useRef<HTMLDivElement>(null);
  // Rows toggled from their initial state: closed, except the linked one.
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const toggle = useCallback(
    (requestId: string) => setToggled((toggled) => withToggled(toggled, requestId)),
    [],
  );
  useLinkedRow(list, linked);

  if (entries.length === 0) return <Empty total={total} ownOnly={ownOnly} />;
  const linkedAt = entries.findIndex(({ requestId }) => requestId === linked);
  const shown = showsAll ? entries : entries.slice(0, Math.max(INITIAL_COUNT, linkedAt + 1));
  return (
    <div ref={list} className="overflow-hidden rounded-xl border border-line bg-raised">
      <table className="w-full table-fixed border-collapse text-start">
        <caption className="sr-only">Responses, newest first</caption>
        <thead className="border-b border-line text-sm text-muted">
          <tr>
            <th scope="col" className="w-27 py-2 ps-4 text-start font-medium">
              Time
            </th>
            <th scope="col" className="py-2 ps-3 text-start font-medium">
              Outcome
            </th>
            <th scope="col" className="w-44 py-2 ps-3 text-start font-medium max-sm:hidden">
              Route
            </th>
            <th scope="col" className="w-22 py-2 pe-4 ps-3 text-end font-medium">
              Took
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {shown.map((entry) => (
            <ResponseLogRow
              key={entry.requestId}
              entry={entry}
              isOpen={toggled.has(entry.requestId) !== (entry.requestId === linked)}
              isLinked={entry.requestId === linked}
              upstreamName={upstreamName}
              onToggle={toggle}
            />
          ))}
        </tbody>
      </table>
      {shown.length < entries.length && (
        <button
          type="button"
          className="btn-quiet w-full rounded-none border-t border-line"
          onClick={() => setShowsAll(true)}
        >
          Show all {formatCount(entries.length)}
        </button>
      )}
    </div>
  );
}

function Empty({ total, ownOnly }: { total: number; ownOnly: boolean }) {
  const none = ownOnly
    ? 'Nothing from you yet. Send a message in the chat, and it appears here.'
    : 'No responses yet. Each request appears here once it has been answered.';
  return (
    <p className="rounded-xl border border-line border-dashed p-6 text-center text-[0.9375rem] text-pretty text-muted">
      {total > 0 ? 'No responses of this kind.' : none}
    </p>
  );
}

function withToggled(toggled: ReadonlySet<string>, requestId: string): ReadonlySet<string> {
  const next = new Set(toggled);
  if (!next.delete(requestId)) next.add(requestId);
  return next;
}
