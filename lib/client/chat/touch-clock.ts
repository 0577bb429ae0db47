import type { Conversation } from '#lib/core/chat/chat-log.ts';

let latest = 0;

/** Records when conversations were last touched, by any clock. */
export function observeTouches(conversations: readonly Pick<Conversation, 'updatedAt'>[]): void {
  for (const { updatedAt } of conversations) latest = Math.max(latest, updatedAt);
}

/**
 * The time to touch a conversation with, in ms since 1970: now, but always later than any observed
 * touch. The list is sorted by it, and a clock that was a year ahead yesterday, or is set back an hour,
 * must not put a new conversation below an old one.
 */
export function nextTouch(now: number = Date.now()): number {
  latest = Math.max(now, latest + 1);
  return latest;
}
