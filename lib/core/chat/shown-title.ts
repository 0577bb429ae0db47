import type { Conversation } from './chat-log.ts';

/** Longer than any line that shows it; an import can bring a title of any length. */
const LONGEST_SHOWN = 1_000;

const HALF_CHARACTER = /[\ud800-\udbff]$/;

/** What a conversation is called on screen. */
export function shownTitle(conversation: Pick<Conversation, 'title'> | null): string {
  const title = conversation?.title || 'New chat';
  if (title.length <= LONGEST_SHOWN) return title;
  return `${title.slice(0, LONGEST_SHOWN - 1).replace(HALF_CHARACTER, '')}…`;
}
