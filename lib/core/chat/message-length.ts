import type { ChatMessage } from './chat-log.ts';

/** How many characters of text and thinking a message has, which is nearly all that it takes to store. */
export function messageLength({ text, thinking = '' }: ChatMessage): number {
  return text.length + thinking.length;
}
