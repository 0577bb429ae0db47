import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { compareBySeq } from '#lib/core/chat/conversation-tree.ts';
import { isDeleted } from '#lib/core/chat/is-deleted.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';
import type { Connection } from '../database/connection.ts';
import type { DatabaseAccess } from '../database/database-access.ts';
import { countSetAside, readSetAside } from '../database/quarantine.ts';
import { type FoundRecords, readConversation, readEverything } from '../database/read-records.ts';
import type { JournaledChange } from '../journal/journal.ts';
import { savedPresets } from '../saved/saved-presets.ts';
import { savedPrompts } from '../saved/saved-prompts.ts';
import type { ConversationView, SessionMemory } from '../session-memory.ts';
import type { ImportedRecords } from './collect-own.ts';
import { exportText } from './export-text.ts';
import { readExport } from './read-export.ts';

export type ImportOutcome = {
  /** Number of new conversations. */
  conversations: number;
  /** Number of new messages, including those in existing conversations. */
  messages: number;
  /** Number of new presets and prompts; absent for none. */
  saved?: number;
};

export type Archive = {
  /** JSON text of everything, or only of unreadable records. */
  exportAll(part?: 'everything' | 'unreadable'): Promise<string>;
  /** JSON text of one conversation with all of its branches, in the same format. */
  exportOne(conversationId: string): Promise<string>;
  /** Every conversation with its messages by `seq`, the newest first. */
  loadAll(): Promise<ConversationView[]>;
  /** How many unreadable records are kept for export. */
  countUnreadable(): Promise<number>;
  /** Adds the records of an export that are missing here; null if the text is not an export. */
  importAll(text: string): Promise<ImportOutcome | null>;
  /** Adds the records that are missing here, each conversation whole. */
  importRecords(records: ImportedRecords): Promise<ImportOutcome>;
};

/** Conversations are written together up to so many records, which the browser copies in a few frames. */
const RECORDS_AT_ONCE = 200;

type MissingTurn = Extract<JournaledChange, { type: 'turn' }> & { isNew: boolean };

type ArchiveOptions = {
  memory: SessionMemory;
  connection: Connection;
  /** Reads from the database; null without one. */
  read: DatabaseAccess['read'];
  onDatabase: DatabaseAccess['onDatabase'];
  save: () => Promise<void>;
  /** Called after an import, which may have changed any conversation. */
  onImported: () => void;
};

/** Export and import of the store. Never rejects. */
export function createArchive(options: ArchiveOptions): Archive {
  const { memory, connection, read, onDatabase, save, onImported } = options;

  /** Everything, with what this tab is writing while it is read. */
  const readAll = () =>
    read((db) => {
      const unsaved = memory.pending.all();
      return readEverything(db).then((found) => ({ ...found, unsaved }));
    });

  const importRecords = async (imported: ImportedRecords) => {
    const saved =
      savedPresets.addMissing(imported.presets ?? []) +
      savedPrompts.addMissing(imported.prompts ?? []);
    const missing = findMissing(memory, imported, await readAll());
    let unsaved = 0;
    for (const { isNew: _, ...turn } of missing) {
      memory.addImported(turn);
      unsaved += turn.messages.length + 1;
      if (unsaved < RECORDS_AT_ONCE) continue;
      await save();
      unsaved = 0;
    }
    await save();
    onImported();
    return {
      conversations: missing.filter(({ isNew }) => isNew).length,
      messages: missing.reduce((sum, { messages }) => sum + messages.length, 0),
      ...(saved > 0 && { saved }),
    };
  };

  return {
    async exportAll(part = 'everything') {
      const found = await readAll();
      const setAside = found ? await onDatabase(readSetAside).catch(() => null) : null;
      const foreign = found ? [] : await connection.readForeign();
      const unreadable = [...(found?.unreadable ?? []), ...(setAside?.value ?? []), ...foreign];
      if (part === 'unreadable') return exportText({ conversations: [], messages: [], unreadable });
      const all = memory.viewConversations(found);
      const conversations = all.filter((conversation) => !isDeleted(conversation));
      const deleted = new Set(all.filter(isDeleted).map(({ id }) => id));
      const messages = memory
        .viewMessages(null, found)
        .filter(({ conversationId }) => !deleted.has(conversationId))
        .sort(byConversation);
      return exportText({ conversations, messages, unreadable, ...savedLists() });
    },
    async exportOne(conversationId) {
      const found = await read((db) => readConversation(db, conversationId));
      const view = memory.view(conversationId, found);
      const conversations = view ? [view.conversation] : [];
      return exportText({ conversations, messages: view?.messages ?? [], unreadable: [] });
    },
    async loadAll() {
      const found = await readAll();
      const all = memory.viewMessages(null, found).sort(compareBySeq);
      const grouped = Map.groupBy(all, (message) => message.conversationId);
      return memory
        .viewConversations(found)
        .filter((conversation) => !isDeleted(conversation))
        .sort((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt)
        .map((conversation) => ({
          conversation,
          messages: grouped.get(conversation.id) ?? [],
        }));
    },
    async countUnreadable() {
      const counted = await onDatabase(countSetAside).catch(() => null);
      return counted?.value ?? (await connection.readForeign()).length;
    },
    async importAll(text) {
      const imported = readExport(parseJson(text));
      return imported && importRecords(imported);
    },
    importRecords,
  };
}

/** What the visitor saved besides conversations. */
function savedLists() {
  return { presets: savedPresets.read(), prompts: savedPrompts.read() };
}

function byConversation(a: ChatMessage, b: ChatMessage): number {
  if (a.conversationId === b.conversationId) return compareBySeq(a, b);
  return a.conversationId < b.conversationId ? -1 : 1;
}

/**
 * The turns that an import adds, one for each conversation with missing messages. Existing records always
 * win: an export is older than its source.
 */
function findMissing(
  memory: SessionMemory,
  imported: ImportedRecords,
  found: FoundRecords | null,
): MissingTurn[] {
  const existing = new Map(memory.viewConversations(found).map((own) => [own.id, own]));
  const known = new Set(memory.viewMessages(null, found).map(({ id }) => id));
  const missing = imported.messages.filter(({ id }) => !known.has(id));
  const grouped = Map.groupBy(missing, ({ conversationId }) => conversationId);
  return imported.conversations.flatMap((conversation) => {
    const messages = grouped.get(conversation.id) ?? [];
    const own = existing.get(conversation.id);
    if (own && messages.length === 0) return [];
    const { id: conversationId } = conversation;
    return { type: 'turn', conversationId, record: own ?? conversation, messages, isNew: !own };
  });
}
