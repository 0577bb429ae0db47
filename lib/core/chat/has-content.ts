import type { ChatMessage } from './chat-log.ts';

/**
 * Whether a reply has something to keep: text, an image or a call. Thinking, searches and sources alone
 * are no reply.
 */
export function hasContent({ text, images, toolCalls }: ChatMessage): boolean {
  return text !== '' || Boolean(images?.length || toolCalls?.length);
}
