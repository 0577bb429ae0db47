import { searchedText } from '#lib/core/search/searched-text.ts';
import { createListeners } from '../page/create-listeners.ts';
import type { DatabaseAccess } from './database/database-access.ts';
import { readStoredTexts, type StoredText } from './database/read-stored-texts.ts';
import type { SessionMemory } from './session-memory.ts';
import type { StoreWatch } from './store-watch.ts';

/** The messages of a store, for search. */
export type TextSource = {
  /**
   * Reads the messages of one conversation, or of all (null): a few at a time, in any order. A message
   * that is read twice is newer the second time. Never rejects.
   */
  read(
    conversationId: string | null,
    onTexts: (texts: readonly StoredText[]) => Promise<void>,
  ): Promise<void>;
  /** Calls back with the conversation that changed in any tab; with null if it can have been any. */
  subscribe(listener: (conversationId: string | null) => void): () => void;
};

type TextSourceOptions = {
  memory: SessionMemory;
  onDatabase: DatabaseAccess['onDatabase'];
  /** Reports what other tabs and imports change. */
  watch: StoreWatch;
};

/** Creates the text source of one store, which calls `noteWritten` with what this tab changes. */
export function createTextSource({ memory, onDatabase, watch }: TextSourceOptions): TextSource & {
  noteWritten: (conversationId: string | null) => void;
} {
  const { subscribe, notify } = createListeners<string | null>();
  watch.subscribe((change) => {
    if (change.type === 'changed') notify(change.conversationId);
  });
  return {
    async read(conversationId, onTexts) {
      const isRead = await onDatabase(async (db) => {
        await readStoredTexts(db, conversationId, onTexts);
        return { conversations: [], messages: [], unreadable: [] };
      }).catch(() => null);
      // Without a database, memory has everything; with one, it has what is not in there yet.
      const messages = memory.viewMessages(conversationId, isRead?.value ?? null);
      await onTexts(
        messages.map((message) => ({
          ...message,
          text: searchedText(message.text, message.attachments),
        })),
      );
    },
    subscribe,
    noteWritten: notify,
  };
}
