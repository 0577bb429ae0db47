import type { Conversation } from './chat-log.ts';

/** Longer than any line on screen; an imported title can have any length. */
const MAX_LENGTH = 1_000;

const LONE_SURROGATE = /[\ud800-\udbff]$/;

/** The title of a conversation as shown on screen. */
export function shownTitle(conversation: Pick<Conversation, 'title'> | null): string {
  const title = conversation?.title || 'New chat';
  if (title.length <= MAX_LENGTH) return title;
  return `${title.slice(0, MAX_LENGTH - 1).replace(LONE_SURROGATE, '')}…`;
}
