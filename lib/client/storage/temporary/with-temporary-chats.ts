import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { compareBySeq } from '#lib/core/chat/conversation-tree.ts';
import type { ConversationStore } from '../conversation-store.ts';
import { isTemporary } from './temporary-chats.ts';

type TemporaryChat = { conversation: Conversation; messages: Map<string, ChatMessage> };

/**
 * The store with temporary chats beside it, which are kept in memory and never reach it: no list, search,
 * export of everything or other tab has them. Once deleted, one never comes back.
 */
export function withTemporaryChats(store: ConversationStore): ConversationStore {
  const chats = new Map<string, TemporaryChat>();
  const left = new Set<string>();

  const putMessage = (message: ChatMessage) =>
    void chats.get(message.conversationId)?.messages.set(message.id, message);

  return {
    ...store,
    async load(id) {
      if (!isTemporary(id)) return await store.load(id);
      const chat = chats.get(id);
      if (!chat) return null;
      const { conversation, messages } = chat;
      return { conversation, messages: [...messages.values()].sort(compareBySeq) };
    },
    async putConversation(conversation) {
      if (!isTemporary(conversation.id)) return await store.putConversation(conversation);
      const chat = chats.get(conversation.id);
      if (chat) chat.conversation = conversation;
    },
    async putMessage(message) {
      if (!isTemporary(message.conversationId)) return await store.putMessage(message);
      putMessage(message);
    },
    async putTurn(conversation, turn) {
      const { id } = conversation;
      if (!isTemporary(id)) return await store.putTurn(conversation, turn);
      if (left.has(id)) return;
      chats.set(id, { conversation, messages: chats.get(id)?.messages ?? new Map() });
      turn.forEach(putMessage);
    },
    async deleteConversation(id) {
      if (!isTemporary(id)) return await store.deleteConversation(id);
      chats.delete(id);
      left.add(id);
    },
  };
}
