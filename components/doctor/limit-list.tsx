'use client';

import { useReaderText } from '#lib/client/page/use-reader-text.ts';
import { limitRows } from '#lib/core/limits/limit-rows.ts';
import type { LimitsInForce } from '#lib/core/limits/limits-in-force.ts';

/** Every active limit and its usage, below the heading with the given id. */
export function LimitList({ limits, titleId }: { limits: LimitsInForce; titleId: string }) {
  const rows = useReaderText(() => limitRows(limits));
  return (
    <ul
      aria-labelledby={titleId}
      className="divide-y divide-line rounded-xl border border-line bg-raised"
    >
      {rows.map(({ what, limit, used, variable }) => (
        <li
          key={what}
          className="grid gap-x-4 px-4 py-2.5 text-[0.9375rem] sm:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
        >
          <p>{what}</p>
          <div className="tabular-nums sm:row-span-2">
            <p>{limit}</p>
            {used !== null && <p className="text-sm text-muted">{used}</p>}
          </div>
          {variable && <p className="font-mono text-xs text-muted">{variable}</p>}
        </li>
      ))}
    </ul>
  );
}
