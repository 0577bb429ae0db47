import { type ConversationStore, openConversationStore } from './conversation-store.ts';
import { withTemporaryChats } from './temporary/with-temporary-chats.ts';

/** The conversations of the chat page: those of this browser, and this tab's temporary chats. */
export function openPageStore(): ConversationStore {
  return withTemporaryChats(openConversationStore());
}
