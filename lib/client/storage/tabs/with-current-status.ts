import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';
import { isTurnHeld } from './turn-lock.ts';

/** Stored messages; a reply that no tab is still writing has the status `interrupted`. */
export async function withCurrentStatus(messages: readonly ChatMessage[]): Promise<ChatMessage[]> {
  const running = messages.filter(isRunning);
  const held = await Promise.all(running.map(({ id }) => isTurnHeld(id)));
  const ended = new Set(running.filter((_, index) => !held[index]));
  return messages.map((message) =>
    ended.has(message) ? { ...message, status: 'interrupted' } : message,
  );
}
