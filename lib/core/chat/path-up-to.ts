import type { ChatLog, ChatMessage } from './chat-log.ts';

/** The shown messages from the first to this one; none for null and for a message that is not shown. */
export function pathUpTo(log: ChatLog, messageId: string | null): readonly ChatMessage[] {
  return log.path.slice(0, log.path.findIndex((message) => message.id === messageId) + 1);
}
