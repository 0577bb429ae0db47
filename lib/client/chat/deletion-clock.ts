import type { Conversation } from '#lib/core/chat/chat-log.ts';

/** How long a deleted conversation can be restored. */
const UNDO_MS = 10_000;

/** When to erase a deleted conversation: what it takes, and what time it is. */
type DeletionClock = {
  /** How long it can still be restored, in ms; 0 if the time is over. */
  remainingMs: (conversation: Conversation) => number;
};

/**
 * Creates a clock that goes by when a conversation was deleted, in whatever tab, but never waits longer than
 * it would have to: a system clock can be wrong, or be set back.
 */
export function createDeletionClock(now: () => number = () => Date.now()): DeletionClock {
  const seenAt = new Map<string, number>();
  return {
    remainingMs({ id, deletedAt = 0 }) {
      const key = `${id} ${deletedAt}`;
      const seen = seenAt.get(key) ?? now();
      seenAt.set(key, seen);
      const end = Math.min(deletedAt, seen) + UNDO_MS;
      return Math.min(Math.max(end - now(), 0), UNDO_MS);
    },
  };
}
