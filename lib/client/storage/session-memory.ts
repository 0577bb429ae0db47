import type { ChatMessage, Conversation } from '#lib/core/chat-log.ts';
import { compareBySeq } from '#lib/core/conversation-tree.ts';
import { mergeConversation } from './merge-conversation.ts';
import type { FoundRecords } from './read-records.ts';

/** One thing that the database has yet to learn. */
export type Change =
  | { type: 'clear' }
  | { type: 'delete'; conversationId: string }
  | {
      type: 'conversation';
      conversationId: string;
      record: Conversation;
      /** What the writer had before it changed the record. */
      base: Conversation | null;
    }
  | { type: 'message'; conversationId: string; record: ChatMessage };

export type ConversationView = { conversation: Conversation | null; messages: ChatMessage[] };

export type SessionMemory = ReturnType<typeof createSessionMemory>;

/**
 * What this tab wrote and read since it was opened, and which of it the database does not have yet.
 * It is ahead of the database always, and in its place where there is none.
 */
export function createSessionMemory() {
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, ChatMessage>();
  /** The version of a conversation that the caller last gave or got: the base of its next change. */
  const handed = new Map<string, Conversation>();
  /** In the order in which they happened: a deletion comes before what was written after it. */
  const pending = new Map<string, Change>();
  /** Keys of pending changes that were not tried yet in this form. */
  const fresh = new Set<string>();
  /** Conversations known to be in the database; one that is missing later was deleted elsewhere. */
  const stored = new Set<string>();
  /** Deleted conversations. Only a new turn brings one back: a late write of a reply must not. */
  const gone = new Set<string>();

  const note = (key: string, change: Change) => {
    pending.set(key, change);
    fresh.add(key);
  };

  const putConversation = (conversation: Conversation) => {
    const { id } = conversation;
    if (gone.has(id)) return;
    const before = conversations.get(id);
    const given = handed.get(id) ?? null;
    const record = before ? mergeConversation(before, conversation, given) : conversation;
    const waiting = pending.get(`c:${id}`);
    const base = waiting?.type === 'conversation' ? waiting.base : given;
    conversations.set(id, record);
    handed.set(id, conversation);
    note(`c:${id}`, { type: 'conversation', conversationId: id, record, base });
  };

  const putMessage = (record: ChatMessage) => {
    const { id, conversationId } = record;
    if (gone.has(conversationId)) return;
    messages.set(id, record);
    note(`m:${id}`, { type: 'message', conversationId, record });
  };

  const drop = (key: string) => {
    pending.delete(key);
    fresh.delete(key);
  };

  /** Forgets a conversation that was deleted, here or in another tab. */
  const forget = (conversationId: string) => {
    for (const message of messages.values()) {
      if (message.conversationId !== conversationId) continue;
      messages.delete(message.id);
      drop(`m:${message.id}`);
    }
    drop(`c:${conversationId}`);
    conversations.delete(conversationId);
    handed.delete(conversationId);
    stored.delete(conversationId);
    gone.add(conversationId);
  };

  return {
    putConversation,
    putMessage,
    putTurn(conversation: Conversation, turn: readonly ChatMessage[]) {
      gone.delete(conversation.id);
      stored.delete(conversation.id);
      putConversation(conversation);
      for (const message of turn) putMessage(message);
    },
    deleteConversation(conversationId: string) {
      forget(conversationId);
      note(`d:${conversationId}`, { type: 'delete', conversationId });
    },
    deleteAll() {
      for (const id of [...conversations.keys(), ...stored]) forget(id);
      messages.clear();
      pending.clear();
      fresh.clear();
      note('clear', { type: 'clear' });
    },
    forget,
    /** Forgets what another tab cleared; what the database never had stays. */
    forgetStored() {
      for (const id of [...stored]) forget(id);
    },
    /** The database is empty: all that is known is to be written again. */
    restoreAll() {
      stored.clear();
      for (const [id, record] of conversations) {
        const change = { type: 'conversation', conversationId: id, record, base: null } as const;
        if (!pending.has(`c:${id}`)) note(`c:${id}`, change);
      }
      for (const [id, record] of messages) {
        const { conversationId } = record;
        if (!pending.has(`m:${id}`)) note(`m:${id}`, { type: 'message', conversationId, record });
      }
    },
    isKnownStored: (conversationId: string) => stored.has(conversationId),
    hasPending: () => pending.size > 0,
    /** The changes since the last call, in order. */
    takeFresh(): Change[] {
      const changes = [...pending].flatMap(([key, change]) => (fresh.has(key) ? [change] : []));
      fresh.clear();
      return changes;
    },
    /** The changes that failed before, those that need the least room first. */
    backlog(): Change[] {
      return [...pending]
        .flatMap(([key, change]) => (fresh.has(key) ? [] : [change]))
        .sort((a, b) => roomFor(a) - roomFor(b));
    },
    /** The database has these now, unless they changed again meanwhile. */
    settle(changes: readonly Change[], merged: readonly Conversation[]) {
      for (const [key, change] of pending) if (changes.includes(change)) drop(key);
      for (const change of changes) if (change.type === 'conversation') stored.add(change.conversationId);
      for (const conversation of merged) {
        if (conversations.has(conversation.id) && !pending.has(`c:${conversation.id}`))
          conversations.set(conversation.id, conversation);
      }
    },
  };
}
