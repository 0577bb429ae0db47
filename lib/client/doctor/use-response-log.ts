'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { EMPTY_FEED, type LogFeed, showLatest, takeLog } from './log-feed.ts';
import { pollWhileVisible } from './poll-while-visible.ts';
import { type LogAnswer, requestLog } from './request-log.ts';

const EVERY_MS = 5000;

type ResponseLogState = {
  feed: LogFeed;
  /** Why the last read failed. */
  failure: StarlightError | null;
  /** Whether it is read every five seconds while the page is visible. */
  live: boolean;
  setLive: (live: boolean) => void;
  /** Reads it now and shows the new entries. */
  refresh: () => void;
};

/**
 * Follows the response log.
 *
 * @param isRead whether someone is reading the rows, so that new ones are held back; called for each
 *   response
 */
export function useResponseLog(isRead: () => boolean): ResponseLogState {
  const [feed, setFeed] = useState(EMPTY_FEED);
  const [failure, setFailure] = useState<StarlightError | null>(null);
  const [live, setLive] = useState(true);
  const etag = useRef<string | null>(null);
  const stop = useRef<AbortController | null>(null);

  const read = useCallback(
    async (isManual: boolean) => {
      stop.current?.abort();
      const controller = new AbortController();
      stop.current = controller;
      const answer = await attempt(etag.current, controller.signal);
      if (controller.signal.aborted) return;
      const failed = answer instanceof StarlightError;
      setFailure(failed ? answer : null);
      // Polling does not sign anyone in.
      if (failed && answer.kind === 'access_required') setLive(false);
      if (failed || answer === null) return;
      etag.current = answer.etag;
      const holdsBack = !isManual && isRead();
      setFeed((feed) => takeLog(feed, answer.log, holdsBack));
    },
    [isRead],
  );

  useEffect(() => {
    if (!live) return;
    const end = pollWhileVisible(() => read(false), EVERY_MS);
    return () => {
      end();
      stop.current?.abort();
    };
  }, [live, read]);

  const refresh = () => {
    setFeed(showLatest);
    void read(true);
  };
  return { feed, failure, live, setLive, refresh };
}

async function attempt(
  etag: string | null,
  signal: AbortSignal,
): Promise<LogAnswer | StarlightError | null> {
  try {
    return await requestLog(etag, signal);
  } catch (error) {
    return error instanceof StarlightError ? error : new StarlightError('starlight_unreachable');
  }
}
