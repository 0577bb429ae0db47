import { nextMidnightUtc } from '#lib/core/limits/next-midnight-utc.ts';
import type { KnownLimits } from '#lib/core/limits/remaining-limit-message.ts';
import type { RemainingLimits } from '#lib/core/limits/remaining-limits.ts';
import { createListeners } from '../page/create-listeners.ts';

/** The remaining limits, as sent with the page and with the last response. */
type LimitWatch = {
  /** Takes new values; a limit that is missing keeps its last value. */
  update: (limits: Partial<RemainingLimits>, now?: number) => void;
  /** Returns the same object until an update. */
  read: () => KnownLimits;
  /** Calls back after each update; returns an unsubscribe function. */
  subscribe: (listener: () => void) => () => void;
};

export function createLimitWatch(): LimitWatch {
  let limits: KnownLimits = { messages: null, budget: null };
  const { subscribe, notify } = createListeners();
  return {
    update({ messages, budget }, now = Date.now()) {
      limits = {
        messages:
          messages === undefined
            ? limits.messages
            : messages && { remaining: messages.remaining, moment: now + messages.resetMs },
        budget:
          budget === undefined
            ? limits.budget
            : budget && { ...budget, moment: nextMidnightUtc(now) },
      };
      notify();
    },
    read: () => limits,
    subscribe,
  };
}

/** The watch of this page. */
export const limitWatch = createLimitWatch();
