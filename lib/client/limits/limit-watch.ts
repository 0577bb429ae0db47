import { nextMidnightUtc } from '#lib/core/limits/next-midnight-utc.ts';
import type { KnownLimits } from '#lib/core/limits/remaining-limit-message.ts';
import type { RemainingLimits } from '#lib/core/limits/remaining-limits.ts';
import { createListeners } from '../page/create-listeners.ts';

/** What the site has told of its limits, with the page and with the last answer. */
type LimitWatch = {
  /** Takes what was told just now; what it says nothing of stays as it was known. */
  tell: (left: Partial<RemainingLimits>, now?: number) => void;
  /** The same object until something is told. */
  read: () => KnownLimits;
  /** Calls when something was told; returns the end of it. */
  subscribe: (listener: () => void) => () => void;
};

/** Starts with nothing known. */
export function createLimitWatch(): LimitWatch {
  let known: KnownLimits = { messages: null, budget: null };
  const { subscribe, notify } = createListeners();
  return {
    tell({ messages, budget }, now = Date.now()) {
      known = {
        messages:
          messages === undefined
            ? known.messages
            : messages && { left: messages.left, moment: now + messages.resetMs },
        budget:
          budget === undefined
            ? known.budget
            : budget && { ...budget, moment: nextMidnightUtc(now) },
      };
      notify();
    },
    read: () => known,
    subscribe,
  };
}

/** The one of this page. */
export const limitWatch = createLimitWatch();
