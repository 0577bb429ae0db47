import { attachmentLength } from '#lib/core/attachments/attachment.ts';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { messageLength } from '#lib/core/chat/message-length.ts';
import type { JournaledChange } from './journal.ts';

/** One change that is not in the database yet. */
export type Change =
  | { type: 'clear' }
  | { type: 'delete'; conversationId: string }
  | {
      type: 'conversation';
      conversationId: string;
      record: Conversation;
      /** The record before the writer changed it; null if unknown. */
      base: Conversation | null;
    }
  | {
      type: 'message';
      conversationId: string;
      record: ChatMessage;
      /** Replayed from the journal: a stored message is at least as new. */
      ifAbsent?: true;
    };

/** The changes not in the database yet, in order, at most one per record. */
type PendingChanges = {
  /** Adds a change, replacing an earlier one to the same record. */
  note(change: Change): void;
  /** The pending change to a conversation's own record. */
  ofConversation(conversationId: string): Extract<Change, { type: 'conversation' }> | undefined;
  hasMessage(messageId: string): boolean;
  /** Whether anything of a journaled change is pending. */
  includes(change: JournaledChange): boolean;
  isEmpty(): boolean;
  all(): Change[];
  /** Drops all changes to a conversation, or (null) to all. */
  drop(conversationId: string | null): void;
  /** The changes added since the last call, in order. */
  takeFresh(): Change[];
  /** The changes that were taken but are still pending, smallest first. */
  backlog(): Change[];
  /** Removes changes the database now has; one that was replaced in the meantime stays pending. */
  settle(changes: readonly Change[]): void;
};

/** Creates an empty list of pending changes. */
export function createPendingChanges(): PendingChanges {
  const pending = new Map<string, Change>();
  const fresh = new Set<Change>();

  const remove = (key: string, change: Change) => {
    pending.delete(key);
    fresh.delete(change);
  };

  return {
    note(change) {
      const key = keyOf(change);
      const before = pending.get(key);
      if (before) fresh.delete(before);
      pending.set(key, change);
      fresh.add(change);
    },
    ofConversation(conversationId) {
      const change = pending.get(`conversation ${conversationId}`);
      return change?.type === 'conversation' ? change : undefined;
    },
    hasMessage: (messageId) => pending.has(`message ${messageId}`),
    includes(change) {
      if (change.type === 'delete') return pending.has('clear') || pending.has(keyOf(change));
      const messages = change.type === 'turn' ? change.messages : [];
      const hasRecord = pending.has(`conversation ${change.conversationId}`);
      return hasRecord || messages.some(({ id }) => pending.has(`message ${id}`));
    },
    isEmpty: () => pending.size === 0,
    all: () => [...pending.values()],
    drop(conversationId) {
      for (const [key, change] of pending) {
        const isMatch = change.type !== 'clear' && change.conversationId === conversationId;
        if (conversationId === null || isMatch) remove(key, change);
      }
    },
    takeFresh() {
      const changes = [...pending.values()].filter((change) => fresh.has(change));
      fresh.clear();
      return changes;
    },
    backlog: () =>
      [...pending.values()]
        .filter((change) => !fresh.has(change))
        .sort((a, b) => sizeOf(a) - sizeOf(b)),
    settle(changes) {
      for (const change of changes) {
        const key = keyOf(change);
        if (pending.get(key) === change) remove(key, change);
      }
    },
  };
}

function keyOf(change: Change): string {
  switch (change.type) {
    case 'clear':
      return 'clear';
    case 'delete':
      return `delete ${change.conversationId}`;
    default:
      return `${change.type} ${change.record.id}`;
  }
}

function sizeOf(change: Change): number {
  switch (change.type) {
    case 'clear':
    case 'delete':
      return -1;
    case 'conversation':
      return 0;
    default:
      return messageLength(change.record) + filesLength(change.record) + 1;
  }
}

function filesLength({ attachments = [] }: ChatMessage): number {
  return attachments.reduce((sum, attachment) => sum + attachmentLength(attachment), 0);
}
