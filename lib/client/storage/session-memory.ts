import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { compareBySeq } from '#lib/core/chat/conversation-tree.ts';
import { recoverConversation } from '#lib/core/chat/stored-records.ts';
import type { FoundRecords } from './database/read-records.ts';
import type { JournaledChange } from './journal/journal.ts';
import { overlayConversations, overlayMessages } from './journal/overlay-pending.ts';
import { createPendingChanges } from './journal/pending-changes.ts';
import { baseOf, mergeConversation, withVersion } from './merge-conversation.ts';

export type ConversationView = { conversation: Conversation; messages: ChatMessage[] };

export type SessionMemory = ReturnType<typeof createSessionMemory>;

/**
 * Everything this tab has written and read since it opened: always at least as new as the database, and
 * a substitute when there is none. `pending` holds the changes not in the database yet.
 */
export function createSessionMemory() {
  const pending = createPendingChanges();
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, ChatMessage>();
  /** Recent versions of each conversation that callers put or read: the bases of their next changes. */
  const versions = new Map<string, Conversation[]>();
  /** Conversations seen in the database; if one is missing later, another tab deleted it. */
  const stored = new Set<string>();
  /** Deleted conversations. Only a new turn restores one: a reply that ends later must not. */
  const deleted = new Set<string>();

  const keepVersion = (version: Conversation) => {
    versions.set(version.id, withVersion(versions.get(version.id) ?? [], version));
  };

  const putConversation = (conversation: Conversation) => {
    const { id } = conversation;
    if (deleted.has(id)) return;
    const before = conversations.get(id);
    const callerBase = baseOf(conversation, versions.get(id) ?? []);
    const record = before ? mergeConversation(before, conversation, callerBase) : conversation;
    const pendingChange = pending.ofConversation(id);
    conversations.set(id, record);
    keepVersion(conversation);
    const base = pendingChange ? pendingChange.base : (before ?? null);
    pending.note({ type: 'conversation', conversationId: id, record, base });
  };

  const putMessage = (record: ChatMessage) => {
    const { id, conversationId } = record;
    if (deleted.has(conversationId)) return;
    messages.set(id, record);
    pending.note({ type: 'message', conversationId, record });
  };

  const forget = (conversationId: string) => {
    for (const message of messages.values())
      if (message.conversationId === conversationId) messages.delete(message.id);
    pending.drop(conversationId);
    for (const records of [conversations, versions, stored]) records.delete(conversationId);
    deleted.add(conversationId);
  };

  const learn = (found: readonly Conversation[]) => {
    const remaining = overlayConversations(found, pending.all().filter(isDeletion));
    for (const conversation of remaining) {
      const { id } = conversation;
      // Another tab can restore a conversation it deleted.
      deleted.delete(id);
      stored.add(id);
      if (!pending.ofConversation(id)) conversations.set(id, conversation);
    }
  };

  const changesSince = ({ unsaved = [] }: FoundRecords) => [...unsaved, ...pending.all()];

  const viewConversations = (found: FoundRecords | null): Conversation[] =>
    found
      ? overlayConversations(found.conversations, changesSince(found))
      : [...conversations.values()];

  const viewMessages = (conversationId: string | null, found: FoundRecords | null) => {
    if (found) return overlayMessages(conversationId, found.messages, changesSince(found));
    const isMatch = (message: ChatMessage) =>
      conversationId === null || message.conversationId === conversationId;
    return [...messages.values()].filter(isMatch);
  };

  const putTurn = (conversation: Conversation, turn: readonly ChatMessage[]) => {
    deleted.delete(conversation.id);
    stored.delete(conversation.id);
    putConversation(conversation);
    for (const message of turn) putMessage(message);
  };

  const deleteConversation = (conversationId: string) => {
    forget(conversationId);
    pending.note({ type: 'delete', conversationId });
  };

  /** Replays a change from an earlier page without replacing anything stored since. */
  const redo = (change: JournaledChange) => {
    const { type, conversationId } = change;
    if (type === 'delete') deleteConversation(conversationId);
    if (type === 'conversation') {
      // Marked as stored: if it is missing, it was deleted since and stays deleted.
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
  };

  return {
    pending,
    putConversation,
    putMessage,
    putTurn,
    deleteConversation,
    /** Returns the known conversations that this deletes. */
    deleteAll(): string[] {
      const known = [...new Set([...conversations.keys(), ...stored])];
      known.forEach(forget);
      messages.clear();
      pending.drop(null);
      pending.note({ type: 'clear' });
      return known;
    },
    redo,
    /** Adds what an import found missing. What another tab stores meanwhile counts as newer. */
    addImported(turn: Extract<JournaledChange, { type: 'turn' }>) {
      // As its own base, the record changes nothing that is stored.
      if (!conversations.has(turn.conversationId))
        conversations.set(turn.conversationId, turn.record);
      redo(turn);
    },
    /**
     * Removes a conversation that another tab deleted, or (null) everything that was ever stored.
     * Returns the removed ids.
     */
    forget(conversationId: string | null): string[] {
      const ids = conversationId === null ? [...stored] : [conversationId];
      ids.forEach(forget);
      return ids;
    },
    /** Marks everything as pending after the database was recreated empty. */
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
    /** Takes the conversations as stored in the database. */
    learn,
    /** Every conversation; `found` is the latest read, null without a database. */
    viewConversations,
    /** The messages of one conversation, or of all (null), unordered. */
    viewMessages,
    /** One conversation and its messages by `seq`; null if it does not exist. */
    view(conversationId: string, found: FoundRecords | null): ConversationView | null {
      const sorted = viewMessages(conversationId, found).sort(compareBySeq);
      const own = viewConversations(found).find(({ id }) => id === conversationId);
      if (!own && sorted.length === 0) return null;
      return { conversation: own ?? recoverConversation(conversationId, sorted), messages: sorted };
    },
    keepVersion,
    /** Keeps messages that were read, in case the database fails later. */
    keepMessages(read: readonly ChatMessage[]) {
      for (const message of read)
        if (!pending.hasMessage(message.id)) messages.set(message.id, message);
    },
  };
}

function isDeletion(change: { type: string }): boolean {
  return change.type === 'clear' || change.type === 'delete';
}
