'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import { countWaiting } from '#lib/client/doctor/log-feed.ts';
import { useResponseLog } from '#lib/client/doctor/use-response-log.ts';
import { isAskedFor, isRequestId } from '#lib/core/response-log/response-log.ts';
import { ResponseLogMissing } from './response-log-missing.tsx';
import { ResponseLogNotes } from './response-log-notes.tsx';
import { ResponseLogTable } from './response-log-table.tsx';
import { ResponseLogToolbar } from './response-log-toolbar.tsx';

/**
 * The latest responses of this server process, updated live. A link with `?request=<id>` shows that
 * request, or says why it is missing.
 */
export function ResponseLogSection({ upstreamName }: { upstreamName: string }) {
  const linked = useSearchParams().get('request');
  const list = useRef<HTMLDivElement>(null);
  const isRead = useCallback(() => isBeingRead(list.current), []);
  const { feed, failure, live, setLive, refresh } = useResponseLog(isRead);
  const [kind, setKind] = useState<string | null>(null);
  const log = feed.shown;
  const entries = log?.entries ?? [];
  const matching = entries.filter((entry) => isAskedFor(entry, kind));
  const isFound = linked !== null && entries.some(({ requestId }) => requestId === linked);
  return (
    <section id="log" aria-labelledby="log-title" className="flex flex-col gap-3">
      <h2 id="log-title" className="sr-only">
        Responses
      </h2>
      <ResponseLogNotes log={log} failure={failure} upstreamName={upstreamName} />
      {log && linked !== null && !isFound && (
        <ResponseLogMissing requestId={isRequestId(linked) ? linked : null} log={log} />
      )}
      {log?.enabled && (
        <>
          <ResponseLogToolbar
            entries={entries}
            kind={kind}
            onKind={setKind}
            upstreamName={upstreamName}
            live={live}
            onLive={setLive}
            waiting={countWaiting(feed)}
            onRefresh={refresh}
          />
          <div ref={list}>
            <ResponseLogTable
              entries={matching}
              total={entries.length}
              ownOnly={log.ownOnly}
              linked={isFound ? linked : null}
              upstreamName={upstreamName}
            />
          </div>
        </>
      )}
    </section>
  );
}

/** Whether rows are open, focused or scrolled past, and so must not move automatically. */
function isBeingRead(list: HTMLElement | null): boolean {
  if (!list) return false;
  return (
    list.contains(document.activeElement) ||
    list.querySelector('[aria-expanded="true"]') !== null ||
    list.getBoundingClientRect().top < 0
  );
}
