import type { ChatMessage } from './chat-log.ts';
import type { ChatRequestMessage } from './chat-request.ts';

/**
 * What the model is sent: the words of both sides, in order. Failures are never part of it: a reply
 * that brought no text is left out, and of one that broke off only what arrived is sent.
 */
export function toRequestMessages(path: readonly ChatMessage[]): ChatRequestMessage[] {
  return path
    .filter((message) => message.text !== '')
    .map((message) => ({ role: message.role, content: message.text }));
}
