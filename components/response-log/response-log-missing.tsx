'use client';

import { SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ResponseLog } from '#lib/core/response-log/response-log.ts';
import { LocalTime } from '../doctor/local-time.tsx';
import { holdInView } from './hold-in-view.ts';

type ResponseLogMissingProps = {
  /** Null if the link doesn't contain a valid request ID. */
  requestId: string | null;
  log: ResponseLog;
};

/** Says that the linked request isn't in this process's log, and why. */
export function ResponseLogMissing({ requestId, log }: ResponseLogMissingProps) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => (note.current ? holdInView(note.current, 'center') : undefined), []);
  return (
    <div
      ref={note}
      role="status"
      className="tone-wait flex gap-3 rounded-xl border border-tone-line bg-tone-tint p-4"
    >
      <SearchX aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
      <div className="min-w-0">
        <p className="text-base font-semibold text-pretty text-tone-text">
          {requestId === null ? (
            "The link doesn't contain a Starlight request ID"
          ) : (
            <>
              <code className="font-mono text-[0.9375rem]">{requestId}</code> isn't in this log
            </>
          )}
        </p>
        {requestId !== null && (
          <p className="text-[0.9375rem] text-pretty">
            It was handled by another process, before this one started (
            <LocalTime iso={log.instance.startedAt} />
            ), or newer requests have replaced it
            {log.ownOnly ? ", or it isn't yours" : ''}. The server's output may still have its line.
          </p>
        )}
      </div>
    </div>
  );
}
