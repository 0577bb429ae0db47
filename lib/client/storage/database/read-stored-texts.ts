import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { searchedText } from '#lib/core/search/searched-text.ts';
import type { StarlightDatabase } from './database.ts';
import { inTransaction } from './transaction.ts';

/** What search needs of a message; the text includes that of its files. */
export type StoredText = Pick<
  ChatMessage,
  'id' | 'conversationId' | 'role' | 'seq' | 'text' | 'createdAt'
>;

/** So few that copying them out of the database takes a few milliseconds at most. */
const BATCH = 64;

/**
 * Reads the messages of one conversation, or of all (null), without checking what search does not need:
 * a tenth of the time. What can't be read is left out. Rejects when the database fails.
 */
export async function readStoredTexts(
  db: StarlightDatabase,
  conversationId: string | null,
  onTexts: (texts: readonly StoredText[]) => Promise<void>,
): Promise<void> {
  const keys = await inTransaction(db, ['messages'], 'readonly', (tx) => {
    const store = tx.objectStore('messages');
    if (conversationId === null) return store.getAllKeys();
    return store.index('byConversation').getAllKeys(conversationId);
  });
  for (let start = 0; start < keys.length; start += BATCH) {
    const batch = keys.slice(start, start + BATCH);
    // One record that the browser cannot read fails the whole transaction.
    const records = await readAt(db, batch).catch(() => readOneByOne(db, batch));
    await onTexts(records.flatMap((record) => storedTextOf(record) ?? []));
  }
}

function readAt(db: StarlightDatabase, keys: readonly IDBValidKey[]): Promise<unknown[]> {
  return inTransaction(db, ['messages'], 'readonly', (tx) =>
    Promise.all(keys.map(async (key) => tx.objectStore('messages').get(key))),
  );
}

async function readOneByOne(
  db: StarlightDatabase,
  keys: readonly IDBValidKey[],
): Promise<unknown[]> {
  const records: unknown[] = [];
  for (const key of keys) records.push(...(await readAt(db, [key]).catch(() => [])));
  return records;
}

function storedTextOf(record: unknown): StoredText | null {
  if (!isRecord(record)) return null;
  const { id, conversationId, role, text, attachments, seq, createdAt } = record;
  if (typeof id !== 'string' || typeof conversationId !== 'string') return null;
  if (typeof text !== 'string' || typeof seq !== 'number') return null;
  if (role !== 'user' && role !== 'assistant') return null;
  return {
    id,
    conversationId,
    role,
    text: searchedText(text, attachments),
    seq,
    createdAt: typeof createdAt === 'number' ? createdAt : 0,
  };
}
