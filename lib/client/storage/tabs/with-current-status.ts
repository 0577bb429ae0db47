import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { isTurnHeld } from './turn-lock.ts';

/** A stored message; a reply that no tab is still writing has the status `interrupted`. */
export async function withCurrentStatus(message: ChatMessage): Promise<ChatMessage> {
  const isRunning = message.status === 'waiting' || message.status === 'streaming';
  if (!isRunning || (await isTurnHeld(message.id))) return message;
  return { ...message, status: 'interrupted' };
}
