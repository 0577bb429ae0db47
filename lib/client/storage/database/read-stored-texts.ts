import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { searchedText } from '#lib/core/search/searched-text.ts';
import type { StarlightDatabase } from './database.ts';
import { inTransaction } from './transaction.ts';

/** What search needs of a message; the text includes that of its files. */
export type StoredText = Pick<
  ChatMessage,
  'id' | 'conversationId' | 'role' | 'seq' | 'text' | 'createdAt'
>;

/** The most records read at once. */
const MOST = 32;
/** Copying this much out of the database takes a few milliseconds, in UTF-16 units. */
const ENOUGH = 200_000;

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
  // In a row, all of them can be read with one request: each has an event of its own.
  const read = conversationId === null ? readRow : readAt;
  let count = 8;
  for (let start = 0; start < keys.length; ) {
    const batch = keys.slice(start, start + count);
    // One record that the browser cannot read fails the whole transaction.
    const records = await read(db, batch).catch(() => readOneByOne(db, batch));
    await onTexts(records.flatMap((record) => storedTextOf(record) ?? []));
    start += batch.length;
    const length = records.reduce((sum: number, record) => sum + lengthOf(record), 0);
    count = length > ENOUGH ? Math.max(1, count >> 1) : Math.min(MOST, count * 2);
  }
}

function readAt(db: StarlightDatabase, keys: readonly IDBValidKey[]): Promise<unknown[]> {
  return inTransaction(db, ['messages'], 'readonly', (tx) =>
    Promise.all(keys.map(async (key) => tx.objectStore('messages').get(key))),
  );
}

/** Reads what is between two keys, which is in the order of keys. */
function readRow(db: StarlightDatabase, keys: readonly IDBValidKey[]): Promise<unknown[]> {
  const row = IDBKeyRange.bound(keys[0], keys.at(-1));
  return inTransaction(db, ['messages'], 'readonly', (tx) =>
    tx.objectStore('messages').getAll(row, keys.length),
  );
}

/** About how long a record is: its text, its pictures and its files. */
function lengthOf(record: unknown): number {
  const [images, files] = [fieldOf(record, 'images'), fieldOf(record, 'attachments')];
  const texts = [
    fieldOf(record, 'text'),
    fieldOf(record, 'thinking'),
    ...(Array.isArray(images) ? images : []),
    ...(Array.isArray(files)
      ? files.flatMap((file) => [fieldOf(file, 'url'), fieldOf(file, 'text')])
      : []),
  ];
  return texts.reduce((sum: number, text) => sum + (typeof text === 'string' ? text.length : 0), 0);
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
