'use client';

import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { describeResponse } from '#lib/core/response-log/describe-response.ts';
import type { ResponseEntry } from '#lib/core/response-log/response-log.ts';
import { formatDuration } from '#lib/core/text/format-duration.ts';
import { LocalTime } from '../doctor/local-time.tsx';
import { ResponseLogDetails } from './response-log-details.tsx';

type ResponseLogRowProps = {
  entry: ResponseEntry;
  isOpen: boolean;
  /** Whether the URL links to this response. */
  isLinked: boolean;
  upstreamName: string;
  onToggle: (requestId: string) => void;
};

/** One response: its time, outcome, route and duration. */
export const ResponseLogRow = memo(function ResponseLogRow(props: ResponseLogRowProps) {
  const { entry, isOpen, isLinked, upstreamName, onToggle } = props;
  const { requestId, time, status, route, model, durationMs } = entry;
  const { title, sentence, severity } = describeResponse(entry, upstreamName);
  const detailsId = `response-${requestId}`;
  const tone = severity === null ? '' : `tone-${severity}`;
  return (
    <>
      <tr
        aria-current={isLinked || undefined}
        className={`relative align-top transition-colors duration-150 hover:bg-sunken ${isLinked ? 'bg-accent-tint' : ''}`}
      >
        <td className="py-2.5 ps-4 text-muted">
          <LocalTime iso={time} />
        </td>
        <td className={`py-2.5 ps-3 ${tone}`}>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onClick={() => onToggle(requestId)}
            className="flex gap-1.5 text-start after:absolute after:inset-0"
          >
            <ChevronRight
              aria-hidden
              className={`mirrored mt-[0.1875rem] -ms-1 size-4 shrink-0 text-muted transition-transform duration-150 ${isOpen ? 'turned' : ''}`}
            />
            <span
              className={`shrink-0 font-mono text-[0.8125rem] leading-[1.3125rem] font-medium ${severity === null ? 'text-muted' : 'text-tone-text'}`}
            >
              {status ?? '–'}
            </span>
            <span className={`text-pretty ${severity === null ? '' : 'text-tone-text'}`}>
              {title}
            </span>
          </button>
          <span className="mt-0.5 block ps-[1.125rem] text-muted sm:hidden">
            <RouteAndModel route={route} model={model} />
          </span>
        </td>
        <td className="py-2.5 ps-3 text-muted max-sm:hidden">
          <RouteAndModel route={route} model={model} />
        </td>
        <td className="py-2.5 pe-4 ps-3 text-end whitespace-nowrap text-muted tabular-nums">
          {durationMs === undefined ? '–' : formatDuration(durationMs)}
        </td>
      </tr>
      {isOpen && (
        <tr id={detailsId} className={isLinked ? 'bg-accent-tint' : 'bg-sunken'}>
          <td colSpan={3} className="px-4 pt-1 pb-3">
            <ResponseLogDetails entry={entry} sentence={sentence} />
          </td>
          {/* Narrow pages have one column fewer, which a wider span would bring back. */}
          <td className="max-sm:hidden" />
        </tr>
      )}
    </>
  );
});

function RouteAndModel({ route, model }: Pick<ResponseEntry, 'route' | 'model'>) {
  return (
    <>
      <span className="block truncate">{route}</span>
      {model !== undefined && <span className="block truncate">{model}</span>}
    </>
  );
}
