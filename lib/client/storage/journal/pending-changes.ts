import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';

/** One thing that the database has yet to learn. */
export type Change =
  | { type: 'clear' }
  | { type: 'delete'; conversationId: string }
  | {
      type: 'conversation';
      conversationId: string;
      record: Conversation;
      /** What the writer had before it changed the record; null when that is not known. */
      base: Conversation | null;
    }
  | {
      type: 'message';
      conversationId: string;
      record: ChatMessage;
      /** Made again from the journal: a message that is already stored is at least as new. */
      ifAbsent?: true;
    };

/** What the database does not have yet, in the order in which it happened; one change a record. */
type PendingChanges = {
  /** Adds a change, in place of an earlier one of the same record. */
  note(change: Change): void;
  /** The change that waits for a conversation's own record. */
  ofConversation(conversationId: string): Extract<Change, { type: 'conversation' }> | undefined;
  hasMessage(messageId: string): boolean;
  /** Whether the database has yet to delete a conversation, or everything. */
  hasDeletion(conversationId: string): boolean;
  isEmpty(): boolean;
  all(): Change[];
  /** Forgets all that waits for a conversation, or everything. */
  drop(conversationId: string | null): void;
  /** The changes noted since the last call, in order. */
  takeFresh(): Change[];
  /** The changes that were taken and are still pending, those that need the least room first. */
  backlog(): Change[];
  /** The database has these now; one that was replaced meanwhile stays pending. */
  settle(changes: readonly Change[]): void;
};

/** Makes an empty list of pending changes. */
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
    hasDeletion: (conversationId) =>
      pending.has('clear') || pending.has(`delete ${conversationId}`),
    isEmpty: () => pending.size === 0,
    all: () => [...pending.values()],
    drop(conversationId) {
      for (const [key, change] of pending) {
        const isOfIt = change.type !== 'clear' && change.conversationId === conversationId;
        if (conversationId === null || isOfIt) remove(key, change);
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
        .sort((a, b) => roomFor(a) - roomFor(b)),
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

function roomFor(change: Change): number {
  switch (change.type) {
    case 'clear':
    case 'delete':
      return -1;
    case 'conversation':
      return 0;
    default:
      return change.record.text.length + 1;
  }
}
