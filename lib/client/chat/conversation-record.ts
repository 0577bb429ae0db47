import type { Conversation } from '#lib/core/chat/chat-log.ts';
import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { conversationTitleFrom, titleSourceOf } from '#lib/core/chat/conversation-tree.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { readNewSettings } from './read-new-settings.ts';
import type { SessionState } from './session-state.ts';
import { nextTouch } from './touch-clock.ts';

export type ConversationRecordOptions = {
  store: Pick<ConversationStore, 'putConversation'>;
  /** Called when the conversation is created, renamed or touched. */
  onConversation: (conversation: Conversation) => void;
  /** A clock in ms since 1970. */
  now: () => number;
  /** What a new conversation starts with. */
  newSettings?: (() => ConversationSettings) | undefined;
};

type ConversationRecord = {
  /** Changes a conversation in the list and stores it. */
  change: (conversation: Conversation, changes: Partial<Conversation>) => void;
  /** Moves the open conversation to the top of the list, and creates it if needed. Not stored yet. */
  touch: (changes: Partial<Conversation>) => Conversation;
  /** Stores which branch of the open conversation is shown. */
  showLeaf: (leafId: string) => void;
};

/** Keeps the records of conversations: their names, marks, models and shown branches. */
export function createConversationRecord(
  state: SessionState,
  { store, onConversation, now, newSettings = readNewSettings }: ConversationRecordOptions,
): ConversationRecord {
  const update = (conversation: Conversation) => {
    if (conversation.id === state.get().chatLog.conversationId) state.update({ conversation });
    onConversation(conversation);
  };
  const save = (conversation: Conversation) => {
    update(conversation);
    void store.putConversation(conversation);
  };

  return {
    change(conversation, changes) {
      const open = state.get().conversation;
      // The list can have an older version of the open conversation.
      const latest = conversation.id === open?.id ? open : conversation;
      save({ ...latest, ...changes });
    },
    touch(changes) {
      const { chatLog, conversation } = state.get();
      const touchedAt = nextTouch(now());
      const touched: Conversation = {
        id: chatLog.conversationId,
        title: conversationTitleFrom(titleSourceOf(chatLog.path[0])),
        renamed: false,
        createdAt: touchedAt,
        leafId: null,
        model: null,
        ...(conversation ?? startWith(newSettings())),
        ...changes,
        updatedAt: touchedAt,
      };
      update(touched);
      return touched;
    },
    showLeaf(leafId) {
      const { conversation } = state.get();
      if (conversation) save({ ...conversation, leafId });
    },
  };
}

/** A record without settings reads like an older one. */
function startWith(settings: ConversationSettings): Partial<Conversation> {
  return Object.keys(settings).length > 0 ? { settings } : {};
}
