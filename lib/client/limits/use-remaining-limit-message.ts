'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { deferModule } from '../page/deferred-module.ts';
import { tickUntil } from '../waiting/tick-until.ts';
import { limitWatch } from './limit-watch.ts';

/** The wording and its number and date formatting load after the first paint. */
const deferredMessage = deferModule(() => import('#lib/core/limits/remaining-limit-message.ts'));

/** "Tomorrow" becomes "today" at a full minute. */
const CHECK_INTERVAL_MS = 60_000;

/**
 * The message about the remaining limit, or null. Renders again only when the wording changes: after a
 * response, or when the clock passes the time it names. The server, which does not know the reader's
 * clock, renders none.
 */
export function useRemainingLimitMessage(audience: Audience): string | null {
  const messageModule = deferredMessage.use();
  const read = useCallback(
    () =>
      typeof messageModule === 'string'
        ? null
        : messageModule.remainingLimitMessage(limitWatch.read(), { audience, now: Date.now() }),
    [audience, messageModule],
  );
  return useSyncExternalStore(subscribe, read, () => null);
}

function subscribe(onChange: () => void): () => void {
  let stops: (() => void)[] = [];
  const stop = () => {
    for (const end of stops.splice(0)) end();
  };
  const follow = () => {
    stop();
    const { messages, budget } = limitWatch.read();
    stops = [messages, budget].flatMap((limit) =>
      limit ? [tickUntil(limit.moment, CHECK_INTERVAL_MS, onChange)] : [],
    );
    onChange();
  };
  const unsubscribe = limitWatch.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    stop();
  };
}
