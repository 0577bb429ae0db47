import { useState } from 'react';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';
import { hasContent } from '#lib/core/chat/has-content.ts';

/** The turn whose question stays near the top, by the ID of that question. A new object is a new start. */
type PinnedTurn = { readonly questionId: string };

type Seen = {
  conversationId: string | null;
  lastId: string | undefined;
  isStarting: boolean;
  pinned: PinnedTurn | undefined;
};

/**
 * The turn that began last while its conversation was on screen: sent, regenerated or retried. Undefined
 * when a stored conversation opens, so that it opens at its end.
 */
export function usePinnedTurn(log: ChatLog): PinnedTurn | undefined {
  const [seen, setSeen] = useState<Seen>(NOTHING_SEEN);
  const next = seeTurn(seen, log);
  if (next !== seen) setSeen(next);
  return next.pinned;
}

export const NOTHING_SEEN: Seen = {
  conversationId: null,
  lastId: undefined,
  isStarting: false,
  pinned: undefined,
};

/** Returns the same object if nothing began or went. */
export function seeTurn(seen: Seen, { conversationId, path }: ChatLog): Seen {
  const last = path.at(-1);
  const lastId = last?.id;
  // A reply that is continued has content.
  const isStarting = last?.status === 'waiting' && !hasContent(last);
  const isSame = seen.conversationId === conversationId;
  if (isSame && seen.lastId === lastId && seen.isStarting === isStarting) return seen;
  const isNew = isSame && seen.lastId === lastId ? isStarting : last && isRunning(last);
  // Once a stored conversation has been read, all of it is new.
  const wasShown = (isSame && seen.lastId !== undefined) || path.length <= 2;
  const questionId = path.findLast(({ role }) => role === 'user')?.id;
  const pinned =
    isNew && wasShown && questionId !== undefined
      ? { questionId }
      : isSame
        ? seen.pinned
        : undefined;
  return { conversationId, lastId, isStarting, pinned };
}
