import { Download, RefreshCw } from 'lucide-react';
import { titleOfKind } from '#lib/core/response-log/describe-response.ts';
import {
  FAILURES,
  isFailedResponse,
  type ResponseEntry,
} from '#lib/core/response-log/response-log.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';

type ResponseLogToolbarProps = {
  entries: readonly ResponseEntry[];
  kind: string | null;
  onKind: (kind: string | null) => void;
  upstreamName: string;
  live: boolean;
  onLive: (live: boolean) => void;
  /** The number of new entries that are not shown yet. */
  waiting: number;
  onRefresh: () => void;
};

/** Filters, refreshes and downloads the log. */
export function ResponseLogToolbar(props: ResponseLogToolbarProps) {
  const { entries, kind, onKind, upstreamName, live, onLive, waiting, onRefresh } = props;
  const query = new URLSearchParams({ format: 'jsonl', ...(kind !== null && { kind }) });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <select
        aria-label="Filter responses"
        value={kind ?? ''}
        onChange={({ target }) => onKind(target.value || null)}
        className="h-9 min-w-0 max-w-full flex-1 truncate rounded-lg border border-line bg-raised px-2 text-sm pointer-coarse:h-11 max-sm:basis-full"
      >
        <option value="">All responses ({formatCount(entries.length)})</option>
        <option value={FAILURES}>Failures only ({entries.filter(isFailedResponse).length})</option>
        {kindsOf(entries, kind).map(([name, count]) => (
          <option key={name} value={name}>
            {titleOfKind(name, upstreamName)} ({formatCount(count)})
          </option>
        ))}
      </select>
      <button type="button" className="btn-line min-w-30" onClick={onRefresh}>
        <RefreshCw aria-hidden className="size-4" />
        <span className="tabular-nums">{waiting > 0 ? `Show ${waiting} new` : 'Refresh'}</span>
      </button>
      <a className="btn-line" href={`/api/log?${query}`} download>
        <Download aria-hidden className="size-4" />
        Download JSON lines
      </a>
      <label className="flex min-h-9 items-center gap-2 text-muted pointer-coarse:min-h-11 sm:basis-full">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={live}
          onChange={({ target }) => onLive(target.checked)}
        />
        Refresh every 5 seconds
      </label>
    </div>
  );
}

/** The kinds that occur, most frequent first; a selected kind stays even without entries. */
function kindsOf(entries: readonly ResponseEntry[], selected: string | null): [string, number][] {
  const counts = new Map<string, number>();
  if (selected !== null && selected !== FAILURES) counts.set(selected, 0);
  for (const { kind } of entries) {
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
