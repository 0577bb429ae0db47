import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { compareBySeq } from '#lib/core/chat/conversation-tree.ts';
import { recoverConversation } from '#lib/core/chat/stored-records.ts';
import type { FoundRecords } from './database/read-records.ts';
import type { OwedChange } from './journal/journal.ts';
import { overlayConversations, overlayMessages } from './journal/overlay-pending.ts';
import { createPendingChanges } from './journal/pending-changes.ts';
import { baseOf, mergeConversation, withVersion } from './merge-conversation.ts';

export type ConversationView = { conversation: Conversation; messages: ChatMessage[] };

export type SessionMemory = ReturnType<typeof createSessionMemory>;

/**
 * What this tab wrote and read since it was opened: always as new as anything in the database, and in
 * its place where there is none. `pending` is what the database does not have yet.
 */
export function createSessionMemory() {
  const pending = createPendingChanges();
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, ChatMessage>();
  /** Each conversation as the callers gave or got it lately: what their next change starts from. */
  const versions = new Map<string, Conversation[]>();
  /** Conversations that were seen in the database; one that is missing later was deleted elsewhere. */
  const stored = new Set<string>();
  /** Deleted conversations. Only a new turn brings one back: the late end of a reply must not. */
  const gone = new Set<string>();

  const keepVersion = (version: Conversation) => {
    versions.set(version.id, withVersion(versions.get(version.id) ?? [], version));
  };

  const putConversation = (conversation: Conversation) => {
    const { id } = conversation;
    if (gone.has(id)) return;
    const before = conversations.get(id);
    const start = baseOf(conversation, versions.get(id) ?? []);
    const record = before ? mergeConversation(before, conversation, start) : conversation;
    const waiting = pending.ofConversation(id);
    conversations.set(id, record);
    keepVersion(conversation);
    const base = waiting ? waiting.base : (before ?? null);
    pending.note({ type: 'conversation', conversationId: id, record, base });
  };

  const putMessage = (record: ChatMessage) => {
    const { id, conversationId } = record;
    if (gone.has(conversationId)) return;
    messages.set(id, record);
    pending.note({ type: 'message', conversationId, record });
  };

  const forget = (conversationId: string) => {
    for (const message of messages.values())
      if (message.conversationId === conversationId) messages.delete(message.id);
    pending.drop(conversationId);
    for (const known of [conversations, versions, stored]) known.delete(conversationId);
    gone.add(conversationId);
  };

  const learn = (found: readonly Conversation[]) => {
    const left = overlayConversations(found, pending.all().filter(isDeletion));
    for (const conversation of left) {
      const { id } = conversation;
      // Another tab can bring back what it deleted.
      gone.delete(id);
      stored.add(id);
      if (!pending.ofConversation(id)) conversations.set(id, conversation);
    }
  };

  const viewConversations = (found: FoundRecords | null): Conversation[] =>
    found ? overlayConversations(found.conversations, pending.all()) : [...conversations.values()];

  const viewMessages = (conversationId: string | null, found: FoundRecords | null) => {
    if (found) return overlayMessages(conversationId, found.messages, pending.all());
    const isOfIt = (message: ChatMessage) =>
      conversationId === null || message.conversationId === conversationId;
    return [...messages.values()].filter(isOfIt);
  };

  const putTurn = (conversation: Conversation, turn: readonly ChatMessage[]) => {
    gone.delete(conversation.id);
    stored.delete(conversation.id);
    putConversation(conversation);
    for (const message of turn) putMessage(message);
  };

  const deleteConversation = (conversationId: string) => {
    forget(conversationId);
    pending.note({ type: 'delete', conversationId });
  };

  return {
    pending,
    putConversation,
    putMessage,
    putTurn,
    deleteConversation,
    /** Returns the conversations that this deletes, as far as they are known. */
    deleteAll(): string[] {
      const known = [...new Set([...conversations.keys(), ...stored])];
      known.forEach(forget);
      messages.clear();
      pending.drop(null);
      pending.note({ type: 'clear' });
      return known;
    },
    /** Does once more what an earlier page began; what was stored meanwhile is not replaced. */
    redo(change: OwedChange) {
      const { type, conversationId } = change;
      if (type === 'delete') deleteConversation(conversationId);
      if (type === 'conversation') {
        // Known as stored: one that is not there has been deleted since, and stays deleted.
        stored.add(conversationId);
        pending.note(change);
      }
      if (type === 'turn') {
        putTurn(change.record, []);
        for (const record of change.messages) {
          messages.set(record.id, record);
          pending.note({ type: 'message', conversationId, record, ifAbsent: true });
        }
      }
    },
    /**
     * Another tab deleted a conversation, or everything (null); what was never stored stays then.
     * Returns what was deleted.
     */
    forget(conversationId: string | null): string[] {
      const ids = conversationId === null ? [...stored] : [conversationId];
      ids.forEach(forget);
      return ids;
    },
    /** The database has come back empty: all that is known here is to be written again. */
    restoreAll() {
      stored.clear();
      for (const [conversationId, record] of conversations)
        if (!pending.ofConversation(conversationId))
          pending.note({ type: 'conversation', conversationId, record, base: null });
      for (const record of messages.values())
        if (!pending.hasMessage(record.id))
          pending.note({ type: 'message', conversationId: record.conversationId, record });
    },
    isKnownStored: (conversationId: string) => stored.has(conversationId),
    /** Takes in conversations as the database has them now. */
    learn,
    /** Every conversation; `found` is what was just read, null without a database. */
    viewConversations,
    /** The messages of one conversation, or of all (null), in no order. */
    viewMessages,
    /** One conversation and its messages by `seq`; null when there is none. */
    view(conversationId: string, found: FoundRecords | null): ConversationView | null {
      const seen = viewMessages(conversationId, found).sort(compareBySeq);
      const own = viewConversations(found).find(({ id }) => id === conversationId);
      if (!own && seen.length === 0) return null;
      return { conversation: own ?? recoverConversation(conversationId, seen), messages: seen };
    },
    keepVersion,
    /** Keeps messages that were read, for when the database goes. */
    keepMessages(given: readonly ChatMessage[]) {
      for (const message of given)
        if (!pending.hasMessage(message.id)) messages.set(message.id, message);
    },
  };
}

function isDeletion(change: { type: string }): boolean {
  return change.type === 'clear' || change.type === 'delete';
}
