import {
  parseStoredConversation,
  parseStoredMessage,
  recoverConversation,
} from '#lib/core/chat/stored-records.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import type { SetAsideRecord, StarlightDatabase } from './database.ts';
import type { UnreadableRecord } from './read-records.ts';
import { inTransaction, type StarlightTransaction } from './transaction.ts';

const ALL_STORES = ['conversations', 'messages', 'setAside'] as const;
type WriteTransaction = StarlightTransaction<typeof ALL_STORES, 'readwrite'>;

/**
 * Moves records that do not parse out of the way and keeps them for export; a conversation gets a
 * record made from its messages instead. What the browser cannot hand out stays where it is. Rejects
 * when the database fails; then nothing has moved.
 */
export async function quarantineUnreadable(
  db: StarlightDatabase,
  unreadable: readonly UnreadableRecord[],
): Promise<void> {
  await inTransaction(db, ALL_STORES, 'readwrite', async (tx) => {
    for (const { from, key, isLost } of unreadable) {
      if (isLost) continue;
      // Read again: another tab may have written it since, or set it aside.
      const record = await tx.objectStore(from).get(key);
      if (record === undefined || isReadable(from, record)) continue;
      await tx.objectStore('setAside').add(setAsideRecord(from, key, record));
      await tx.objectStore(from).delete(key);
      if (from === 'conversations' && typeof key === 'string') await replace(tx, key, record);
    }
  });
}

/** All that was ever set aside, for an export. Rejects when the database fails. */
export async function readSetAside(
  db: StarlightDatabase,
): Promise<{ from: string; record: unknown }[]> {
  const records = await inTransaction(db, ['setAside'], 'readonly', (tx) =>
    tx.objectStore('setAside').getAll(),
  );
  return records.map((record) => ({ from: 'setAside', record }));
}

/** How many there are of those. Rejects when the database fails. */
export async function countSetAside(db: StarlightDatabase): Promise<number> {
  return inTransaction(db, ['setAside'], 'readonly', (tx) => tx.objectStore('setAside').count());
}

/** A record as `setAside` keeps it. */
export function setAsideRecord(
  from: SetAsideRecord['from'],
  key: IDBValidKey,
  record: unknown,
): SetAsideRecord {
  return { from, key, conversationId: conversationIdOf(from, key, record), record };
}

async function replace(tx: WriteTransaction, key: string, record: unknown): Promise<void> {
  const raw = await tx.objectStore('messages').index('byConversation').getAll(key);
  const messages = raw.flatMap((message) => parseStoredMessage(message) ?? []);
  await tx.objectStore('conversations').put(recoverConversation(key, messages, record));
}

function isReadable(from: UnreadableRecord['from'], record: unknown): boolean {
  return (from === 'messages' ? parseStoredMessage : parseStoredConversation)(record) !== null;
}

function conversationIdOf(
  from: SetAsideRecord['from'],
  key: IDBValidKey,
  record: unknown,
): string | null {
  if (from === 'conversations') return typeof key === 'string' ? key : null;
  const conversationId = fieldOf(record, 'conversationId');
  return typeof conversationId === 'string' ? conversationId : null;
}
