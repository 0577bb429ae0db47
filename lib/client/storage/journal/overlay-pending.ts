import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { mergeConversation } from '../merge-conversation.ts';
import type { Change } from './pending-changes.ts';

/** The stored conversations with the pending changes applied. */
export function overlayConversations(
  onDisk: readonly Conversation[],
  pending: readonly Change[],
): Conversation[] {
  const view = new Map(onDisk.map((conversation) => [conversation.id, conversation]));
  for (const change of pending) {
    if (change.type === 'clear') view.clear();
    if (change.type === 'delete') view.delete(change.conversationId);
    if (change.type !== 'conversation') continue;
    const before = view.get(change.conversationId);
    const { record, base } = change;
    view.set(change.conversationId, before ? mergeConversation(before, record, base) : record);
  }
  return [...view.values()];
}

/** The stored messages of one conversation, or all (null), with the pending changes applied. */
export function overlayMessages(
  conversationId: string | null,
  onDisk: readonly ChatMessage[],
  pending: readonly Change[],
): ChatMessage[] {
  const view = new Map(onDisk.map((message) => [message.id, message]));
  for (const change of pending) {
    const isSkipped = change.type === 'message' && change.ifAbsent && view.has(change.record.id);
    if (isSkipped) continue;
    if (change.type === 'message') view.set(change.record.id, change.record);
    else if (change.type === 'clear') view.clear();
    else if (change.type === 'delete') deleteMessages(view, change.conversationId);
  }
  const isIncluded = (message: ChatMessage) =>
    conversationId === null || message.conversationId === conversationId;
  return [...view.values()].filter(isIncluded);
}

function deleteMessages(view: Map<string, ChatMessage>, conversationId: string): void {
  for (const message of view.values())
    if (message.conversationId === conversationId) view.delete(message.id);
}
