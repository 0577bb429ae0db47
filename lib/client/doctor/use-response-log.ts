'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { EMPTY_FEED, type LogFeed, showLatest, takeLog } from './log-feed.ts';
import { pollWhileVisible } from './poll-while-visible.ts';
import { type LogAnswer, requestLog } from './request-log.ts';

const EVERY_MS = 5000;

type ResponseLogState = {
  feed: LogFeed;
  /** Why it could not be read the last time. */
  failure: StarlightError | null;
  /** It is read again every five seconds while the page can be seen. */
  live: boolean;
  setLive: (live: boolean) => void;
  /** Reads it now and shows what is new. */
  refresh: () => void;
};

/**
 * Follows the log of responses.
 *
 * @param isRead whether somebody reads the rows, so that new ones have to wait; asked at each answer
 */
export function useResponseLog(isRead: () => boolean): ResponseLogState {
  const [feed, setFeed] = useState(EMPTY_FEED);
  const [failure, setFailure] = useState<StarlightError | null>(null);
  const [live, setLive] = useState(true);
  const etag = useRef<string | null>(null);
  const stop = useRef<AbortController | null>(null);

  const read = useCallback(
    async (asked: boolean) => {
      stop.current?.abort();
      const own = new AbortController();
      stop.current = own;
      const answer = await attempt(etag.current, own.signal);
      if (own.signal.aborted) return;
      const failed = answer instanceof StarlightError;
      setFailure(failed ? answer : null);
      // Asking again does not sign anyone in.
      if (failed && answer.kind === 'access_required') setLive(false);
      if (failed || answer === null) return;
      etag.current = answer.etag;
      const waits = !asked && isRead();
      setFeed((feed) => takeLog(feed, answer.log, waits));
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
