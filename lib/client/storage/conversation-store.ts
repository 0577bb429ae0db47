import '../zod-without-eval.ts';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { isDeleted } from '#lib/core/chat/is-deleted.ts';
import { type DraftFiles, draftFiles } from '../attachments/draft-files.ts';
import { restoreFiles } from '../attachments/restore-files.ts';
import { createConnection } from './database/connection.ts';
import { createDatabaseAccess } from './database/database-access.ts';
import { readConversation, readConversations } from './database/read-records.ts';
import { createJournal, type JournalEntry } from './journal/journal.ts';
import { createSaveQueue } from './save-queue.ts';
import { type ConversationView, createSessionMemory } from './session-memory.ts';
import type { StoreProblem } from './store-problem.ts';
import { createStoreWatch, type StoreChange } from './store-watch.ts';
import { createStoreChannel, type StoreChannel } from './tabs/store-channel.ts';
import { withCurrentStatus } from './tabs/with-current-status.ts';
import { createTextSource, type TextSource } from './text-source.ts';
import { type Archive, createArchive } from './your-data/archive.ts';

export type ConversationStore = Archive & {
  /** All conversations, the one with the newest `updatedAt` first; also those that `isDeleted`. */
  list(): Promise<Conversation[]>;
  /**
   * A conversation and its messages by `seq`; null when there is none, or it `isDeleted`. A reply that no tab is still
   * writing has the status `interrupted`.
   */
  load(conversationId: string): Promise<ConversationView | null>;
  /** Merges a conversation's record into the stored one (see `mergeConversation`). */
  putConversation(conversation: Conversation): Promise<void>;
  /** Stores a message, replacing any with the same id. */
  putMessage(message: ChatMessage): Promise<void>;
  /** Stores both in one transaction, before the turn is sent. Only this restores a deleted conversation. */
  putTurn(conversation: Conversation, messages: readonly ChatMessage[]): Promise<void>;
  deleteConversation(conversationId: string): Promise<void>;
  /** Deletes everything, including unreadable records. */
  deleteAll(): Promise<void>;
  /** The messages for search; null if the store could not be loaded. */
  texts(): Promise<TextSource | null>;
  /** Why something could not be stored or read; null without a problem. */
  problem(): StoreProblem | null;
  /** Calls back when `problem()` changes or another tab or an import changes data; returns an unsubscribe function. */
  subscribe(listener: (change: StoreChange) => void): () => void;
};

type ConversationStoreOptions = {
  indexedDB?: IDBFactory;
  databaseName?: string;
  channel?: BroadcastChannel | null;
  /** How long opening the database may delay a read or write. */
  openTimeoutMs?: number;
  /** Where the files of a message are until the database has it. */
  files?: DraftFiles;
};

/**
 * The conversations of this browser. Opens the database on first use. Never throws, and every method
 * resolves. If the database fails, the store continues in memory, reports it in `problem()`, erases
 * nothing, and writes all pending changes once a write succeeds again.
 */
export function openConversationStore(options: ConversationStoreOptions = {}): ConversationStore {
  const { databaseName = 'starlight', openTimeoutMs = 3000 } = options;
  const watch = createStoreWatch();
  const memory = createSessionMemory();
  const { pending } = memory;
  const journal = createJournal();
  let opened: StoreChannel | null = null;

  // Opened on first use: server rendering creates a store but never uses it.
  const channel = (): StoreChannel => {
    if (opened) return opened;
    opened = createStoreChannel({
      channel: options.channel,
      onAnnouncement({ type, conversationId }) {
        const deleted = type === 'deleted' ? memory.forget(conversationId) : [];
        if (deleted.length > 0) watch.notify({ type: 'deleted', conversationIds: deleted });
        watch.notify({ type: 'changed', conversationId });
      },
    });
    const entries = journal.entries();
    for (const { change } of entries) memory.redo(change);
    if (entries.length > 0) void redoWithFiles(entries);
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
      // Not on every open: a write that keeps failing opens a new connection each time.
      if (isBack) void save({ retry: true });
    },
    onRecreated: memory.restoreAll,
    onLateOpening: noteAllChanged,
  });

  const { onDatabase, read } = createDatabaseAccess({ connection, watch, onUse: channel });
  const texts = createTextSource({ memory, onDatabase, watch });

  const save = createSaveQueue({
    memory,
    whenOpen: async () => (await connection.get()) !== null,
    onDatabase,
    onProblem: (next) => watch.note('write', next),
    onWritten: (announcement) => channel().announce(announcement),
  });

  /** Writes pending changes and settles the journal entries that are stored. */
  const saveAll = async (entries: readonly JournalEntry[]) => {
    await save();
    for (const { change, settle } of entries) if (!pending.includes(change)) settle();
  };

  /** The journal has no room for files: they are still with the draft of the message. */
  const redoWithFiles = async (entries: readonly JournalEntry[]) => {
    const messages = entries.flatMap(({ change }) =>
      change.type === 'turn' ? change.messages : [],
    );
    const restored = await restoreFiles(messages, options.files ?? draftFiles());
    // A question never changes once it is sent, so this is what the database should have.
    restored.forEach(memory.putMessage);
    await saveAll(entries);
    if (restored.length > 0) noteAllChanged();
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
      // Noticed before the other tab announces the deletion, which then has nothing to report.
      if (found && !view && memory.isKnownStored(conversationId)) {
        watch.notify({ type: 'deleted', conversationIds: memory.forget(conversationId) });
      }
      if (!view || isDeleted(view.conversation)) return null;
      memory.keepVersion(view.conversation);
      memory.keepMessages(view.messages);
      return { ...view, messages: await withCurrentStatus(view.messages) };
    },
    putConversation(conversation) {
      channel();
      memory.putConversation(conversation);
      texts.noteWritten(conversation.id);
      const change = pending.ofConversation(conversation.id);
      return saveAll(change ? [journal.note(change)] : []);
    },
    putMessage(message) {
      memory.putMessage(message);
      texts.noteWritten(message.conversationId);
      return save();
    },
    async putTurn(conversation, messages) {
      channel();
      memory.putTurn(conversation, messages);
      const { id: conversationId } = conversation;
      texts.noteWritten(conversationId);
      const entry = journal.note({
        type: 'turn',
        conversationId,
        record: conversation,
        messages: [...messages],
      });
      await save();
      // Stored or not: if nothing can be stored, a conversation lasts as long as its tab.
      entry.settle();
    },
    deleteConversation(conversationId) {
      channel();
      memory.deleteConversation(conversationId);
      texts.noteWritten(conversationId);
      return saveAll([journal.note({ type: 'delete', conversationId })]);
    },
    async deleteAll() {
      channel();
      const ids = memory.deleteAll();
      texts.noteWritten(null);
      await saveAll(ids.map((conversationId) => journal.note({ type: 'delete', conversationId })));
      const isForeign = ['newer_schema', 'corrupt'].includes(watch.noted('open') ?? '');
      if (isForeign && (await connection.erase())) await save({ retry: true });
    },
    texts: async () => texts,
    problem: watch.problem,
    subscribe(listener) {
      channel();
      return watch.subscribe(listener);
    },
  };
}
