'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import { deferModule } from '../page/deferred-module.ts';
import { tickUntil } from '../waiting/tick-until.ts';
import { limitWatch } from './limit-watch.ts';

/** The words, and what they count and date with, come after the first paint. */
const deferredMessage = deferModule(() => import('#lib/core/limits/remaining-limit-message.ts'));

/** "Tomorrow" becomes today at a whole minute. */
const LOOK_EVERY_MS = 60_000;

/**
 * The line about what is left, or null. Draws again only when its words change: by an answer, or as the
 * clock passes the moment they name. The server, which does not know the reader's clock, draws none.
 */
export function useRemainingLimitMessage(audience: Audience): string | null {
  const words = deferredMessage.use();
  const read = useCallback(
    () =>
      typeof words === 'string'
        ? null
        : words.remainingLimitMessage(limitWatch.read(), { audience, now: Date.now() }),
    [audience, words],
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
      limit ? [tickUntil(limit.moment, LOOK_EVERY_MS, onChange)] : [],
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
