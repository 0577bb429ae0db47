import type { RefObject } from 'react';
import type { ChatActions } from '#lib/client/chat/chat-actions.ts';
import type { ChatSession } from '#lib/client/chat/session-types.ts';
import type { DeferredConversationStore } from '#lib/client/storage/deferred-conversation-store.ts';
import type { ChatLog, Conversation } from '#lib/core/chat/chat-log.ts';
import type { SiteState } from '#lib/core/site-state.ts';

/** Deleted conversations that can still be restored. */
export type DeletionState = {
  deleted: readonly Conversation[];
  /** The IDs of those that this tab deleted. */
  deletedHere: ReadonlySet<string>;
  /** Erases a conversation for good. */
  onErase: (conversationId: string) => void;
};

/** What commands act on: the state of the chat page, and what its own buttons do. */
export type ChatPageState = DeletionState & {
  site: SiteState;
  store: DeferredConversationStore;
  /** Newest first; null until they are read. */
  conversations: readonly Conversation[] | null;
  /** As stored; null if the open conversation has no messages. */
  conversation: Conversation | null;
  title: string;
  chatLog: ChatLog;
  /** Whether the open conversation has been read. */
  ready: boolean;
  replying: boolean;
  model: string;
  onModel: (model: string) => void;
  session: ChatSession;
  actions: ChatActions;
  /** The message field. */
  field: RefObject<HTMLTextAreaElement | null>;
  conversationId: string;
  /** Whether the open conversation is temporary. */
  isTemporary: boolean;
  /** Starts a temporary chat, or leaves it. */
  toggleTemporary: () => void;
  /** Shows what the address says instead of a temporary chat. */
  endTemporary: () => void;
  onOpen: (conversationId: string) => void;
  onRemove: (conversationId: string) => void;
  onData: () => void;
  onSignIn: () => void;
};

/** The page, and what belongs to the commands themselves. */
export type CommandContext = ChatPageState & {
  goTo: (address: string) => void;
  restore: (conversation: Conversation) => void;
  signOut: () => Promise<void>;
  rename: () => void;
  openSearch: () => void;
  showShortcuts: () => void;
};
