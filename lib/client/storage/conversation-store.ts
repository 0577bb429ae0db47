import '../zod-without-eval.ts';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { createConnection } from './database/connection.ts';
import type { StarlightDatabase } from './database/database.ts';
import { quarantineUnreadable } from './database/quarantine.ts';
import { type FoundRecords, readConversation, readConversations } from './database/read-records.ts';
import { createJournal, type JournalEntry, type OwedChange } from './journal/journal.ts';
import { createSaveQueue } from './save-queue.ts';
import { type ConversationView, createSessionMemory } from './session-memory.ts';
import { type StoreProblem, storeProblemOf } from './store-problem.ts';
import { createStoreWatch, type StoreChange } from './store-watch.ts';
import {
  createStoreChannel,
  openStarlightChannel,
  type StoreChannel,
} from './tabs/store-channel.ts';
import { isTurnHeld } from './tabs/turn-lock.ts';
import { type Archive, createArchive } from './your-data/archive.ts';

export type { StoreProblem } from './store-problem.ts';

export type { StoreChange } from './store-watch.ts';

export type ConversationStore = Archive & {
  /** All conversations, the one with the newest `updatedAt` first. */
  list(): Promise<Conversation[]>;
  /**
   * A conversation and its messages by `seq`; null when there is none. A reply that no tab is writing
   * any more comes as `interrupted`.
   */
  load(conversationId: string): Promise<ConversationView | null>;
  /** Merges a conversation's record into the stored one (see `mergeConversation`). */
  putConversation(conversation: Conversation): Promise<void>;
  /** Stores a message in place of the one with its id. */
  putMessage(message: ChatMessage): Promise<void>;
  /** Both in one transaction: the write-ahead of a turn. Alone brings a deleted conversation back. */
  putTurn(conversation: Conversation, messages: readonly ChatMessage[]): Promise<void>;
  deleteConversation(conversationId: string): Promise<void>;
  /** Deletes everything, also what could not be read: whoever asks for this wants nothing left. */
  deleteAll(): Promise<void>;
  /** Why something is not stored or was not read; null when all is well. */
  problem(): StoreProblem | null;
  /** Calls when `problem()` changes, and when another tab or an import changed something; returns the end of it. */
  subscribe(listener: (change: StoreChange) => void): () => void;
};

type ConversationStoreOptions = {
  indexedDB?: IDBFactory;
  databaseName?: string;
  channel?: BroadcastChannel | null;
  /** How long opening the database may keep a read or write waiting, in ms. */
  openTimeoutMs?: number;
};

/**
 * The conversations of this browser. Opens the database at the first use; never throws, and every method
 * resolves. Where the database fails, the store goes on in memory, says so in `problem()`, wipes nothing,
 * and writes what it owes as soon as a write succeeds again.
 */
export function openConversationStore(options: ConversationStoreOptions = {}): ConversationStore {
  const { databaseName = 'starlight', openTimeoutMs = 3000 } = options;
  const watch = createStoreWatch();
  const memory = createSessionMemory();
  const { pending } = memory;
  const journal = createJournal();
  let sawUnreadable = false;
  let opened: StoreChannel | null = null;

  // At the first use and not before: rendering on the server makes a store and never uses it.
  const channel = (): StoreChannel => {
    if (opened) return opened;
    opened = createStoreChannel({
      channel: options.channel === undefined ? openStarlightChannel() : options.channel,
      onAnnouncement({ type, conversationId }) {
        const deleted = type === 'deleted' ? memory.forget(conversationId) : [];
        if (deleted.length > 0) watch.notify({ type: 'deleted', conversationIds: deleted });
        watch.notify({ type: 'changed', conversationId });
      },
    });
    const owed = journal.entries();
    for (const { change } of owed) memory.redo(change);
    if (owed.length > 0) void saveAll(owed);
    return opened;
  };

  const noteAllChanged = () => watch.notify({ type: 'changed', conversationId: null });

  const connection = createConnection({
    factory: () => options.indexedDB ?? globalThis.indexedDB,
    name: databaseName,
    timeoutMs: openTimeoutMs,
    onProblem(next) {
      const isBack = watch.noted('open') !== null && next === null;
      watch.note('open', next);
      // Not at every opening: a write that fails for good opens a new connection each time.
      if (isBack) void save({ retry: true });
    },
    onRecreated: memory.restoreAll,
    onLateOpening: noteAllChanged,
  });

  /** Runs on the database, once more on a new connection when the first was lost; null without one. */
  const onDatabase = async <T>(work: (db: StarlightDatabase) => Promise<T>) => {
    channel();
    const db = await connection.get();
    if (!db) return null;
    try {
      return { value: await work(db) };
    } catch (error) {
      if (storeProblemOf(error) === 'full') throw error;
      connection.drop(db);
      const again = await connection.get();
      return again && { value: await work(again) };
    }
  };

  /** What the database has; null without one. What does not parse is set aside. */
  const read = async (readFrom: (db: StarlightDatabase) => Promise<FoundRecords>) => {
    try {
      const found = await onDatabase(readFrom);
      const unreadable = found?.value.unreadable ?? [];
      sawUnreadable ||= unreadable.length > 0;
      watch.note('read', sawUnreadable ? 'corrupt' : null);
      if (unreadable.every(({ isLost }) => isLost)) return found?.value ?? null;
      // Where there is no room to set it aside, it stays where it is; the rest is read all the same.
      await onDatabase((db) => quarantineUnreadable(db, unreadable)).catch((error) =>
        watch.note('write', storeProblemOf(error)),
      );
      return (await onDatabase(readFrom))?.value ?? null;
    } catch (error) {
      watch.note('read', storeProblemOf(error));
      return null;
    }
  };

  const save = createSaveQueue({
    memory,
    whenOpen: async () => (await connection.get()) !== null,
    onDatabase,
    onProblem: (next) => watch.note('write', next),
    onWritten: (announcement) => channel().announce(announcement),
  });

  /** Writes what is pending; an entry of the journal that is stored by then is struck out. */
  const saveAll = async (entries: readonly JournalEntry[]) => {
    await save();
    for (const { change, settle } of entries) if (!isOwed(change)) settle();
  };

  const isOwed = (change: OwedChange): boolean => {
    if (change.type === 'delete') return pending.hasDeletion(change.conversationId);
    const messages = change.type === 'turn' ? change.messages : [];
    const isWaiting = pending.ofConversation(change.conversationId) !== undefined;
    return isWaiting || messages.some(({ id }) => pending.hasMessage(id));
  };

  return {
    ...createArchive({ memory, connection, read, onDatabase, save, onImported: noteAllChanged }),
    async list() {
      const found = await read(readConversations);
      const view = memory.viewConversations(found);
      if (found) memory.learn(found.conversations);
      view.forEach(memory.keepVersion);
      return view.sort((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt);
    },
    async load(conversationId) {
      const found = await read((db) => readConversation(db, conversationId));
      const view = memory.view(conversationId, found);
      if (found) memory.learn(found.conversations);
      // Seen before the tab that deleted it has said so, which then finds nothing left to tell of.
      if (found && !view && memory.isKnownStored(conversationId)) {
        watch.notify({ type: 'deleted', conversationIds: memory.forget(conversationId) });
      }
      if (!view) return null;
      memory.keepVersion(view.conversation);
      memory.keepMessages(view.messages);
      return { ...view, messages: await Promise.all(view.messages.map(asItIsNow)) };
    },
    putConversation(conversation) {
      channel();
      memory.putConversation(conversation);
      const change = pending.ofConversation(conversation.id);
      return saveAll(change ? [journal.note(change)] : []);
    },
    putMessage(message) {
      memory.putMessage(message);
      return save();
    },
    async putTurn(conversation, messages) {
      channel();
      memory.putTurn(conversation, messages);
      const { id: conversationId } = conversation;
      const entry = journal.note({
        type: 'turn',
        conversationId,
        record: conversation,
        messages: [...messages],
      });
      await save();
      // Stored or not: where nothing can be stored, a conversation lasts as long as its tab.
      entry.settle();
    },
    deleteConversation(conversationId) {
      channel();
      memory.deleteConversation(conversationId);
      return saveAll([journal.note({ type: 'delete', conversationId })]);
    },
    async deleteAll() {
      channel();
      const ids = memory.deleteAll();
      await saveAll(ids.map((conversationId) => journal.note({ type: 'delete', conversationId })));
      const isForeign = ['newer_schema', 'corrupt'].includes(watch.noted('open') ?? '');
      if (isForeign && (await connection.erase())) await save({ retry: true });
    },
    problem: watch.problem,
    subscribe(listener) {
      channel();
      return watch.subscribe(listener);
    },
  };
}

async function asItIsNow(message: ChatMessage): Promise<ChatMessage> {
  const isRunning = message.status === 'waiting' || message.status === 'streaming';
  if (!isRunning || (await isTurnHeld(message.id))) return message;
  return { ...message, status: 'interrupted' };
}
