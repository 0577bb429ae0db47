import { Fragment } from 'react';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { guideEntryOf } from '#lib/core/guide/guide-entry.ts';
import { wireNameOfKind } from '#lib/core/guide/wire/wire-names.ts';
import { StatusBadge } from './status-badge.tsx';

type ConfusedTableProps = { kind: ErrorKind; others: readonly ErrorKind[] };

/** A kind side by side with those it is often confused with. */
export function ConfusedTable({ kind, others }: ConfusedTableProps) {
  return (
    <table className="w-full text-start text-sm">
      <thead className="text-muted">
        <tr className="border-b border-line">
          <th scope="col" className="py-2 pe-3 font-medium">
            Failure
          </th>
          <th scope="col" className="w-[30%] py-2 pe-3 font-medium">
            Code
          </th>
          <th scope="col" className="w-[20%] py-2 font-medium">
            Retrying
          </th>
        </tr>
      </thead>
      <tbody>
        {[kind, ...others].map((each) => (
          <Row key={each} kind={each} shown={each === kind} />
        ))}
      </tbody>
    </table>
  );
}

/** Breaks after an underscore, and elsewhere only if that isn't enough. */
function WireName({ name }: { name: string }) {
  return (
    <code className="font-mono text-[0.8125rem] wrap-break-word">
      {[...name.matchAll(/[^_]+_?/g)].map((part) => (
        <Fragment key={part.index}>
          {part[0]}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}

function Row({ kind, shown }: { kind: ErrorKind; shown: boolean }) {
  const { status, severity, title, retryShort } = guideEntryOf(kind);
  const code = wireNameOfKind(kind);
  const name = title.charAt(0).toUpperCase() + title.slice(1);
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="py-2.5 pe-3 font-normal">
        <span className="flex flex-wrap gap-x-3 gap-y-1">
          <StatusBadge status={status} severity={severity} />
          <span className="min-w-[8rem] flex-1 pt-0.5 text-pretty">
            {shown ? (
              <span className="font-medium">{name} (this one)</span>
            ) : (
              <a href={`/errors/${kind}`} className="underline underline-offset-2">
                {name}
              </a>
            )}
          </span>
        </span>
      </th>
      <td className="py-3 pe-3">
        {code === null ? <span className="text-muted">none</span> : <WireName name={code} />}
      </td>
      <td className="py-3">{retryShort}</td>
    </tr>
  );
}
