import type { Conversation } from '#lib/core/chat/chat-log.ts';

let latest = 0;

/** Takes in when conversations were last touched, by whatever clock. */
export function sawTouched(conversations: readonly Pick<Conversation, 'updatedAt'>[]): void {
  for (const { updatedAt } of conversations) latest = Math.max(latest, updatedAt);
}

/**
 * When a conversation is touched, in ms since 1970: now, but always after every other that was seen.
 * The list is sorted by this, and a clock that was a year ahead yesterday, or goes back for the winter,
 * must not put a new conversation under an old one.
 */
export function nextTouch(now: number = Date.now()): number {
  latest = Math.max(now, latest + 1);
  return latest;
}
