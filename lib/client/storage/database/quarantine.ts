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
 * Quarantines unreadable records and keeps them for export; a conversation gets a new record built from
 * its messages. Records that the browser itself cannot read stay in place. Rejects when the database
 * fails, without having moved anything.
 */
export async function quarantineUnreadable(
  db: StarlightDatabase,
  unreadable: readonly UnreadableRecord[],
): Promise<void> {
  await inTransaction(db, ALL_STORES, 'readwrite', async (tx) => {
    for (const { from, key, isLost } of unreadable) {
      if (isLost) continue;
      // Read again: another tab may have rewritten or quarantined it since.
      const record = await tx.objectStore(from).get(key);
      if (record === undefined || isReadable(from, record)) continue;
      await tx.objectStore('setAside').add(setAsideRecord(from, key, record));
      await tx.objectStore(from).delete(key);
      if (from === 'conversations' && typeof key === 'string') await replace(tx, key, record);
    }
  });
}

/** All quarantined records, for an export. Rejects when the database fails. */
export async function readSetAside(
  db: StarlightDatabase,
): Promise<{ from: string; record: unknown }[]> {
  const records = await inTransaction(db, ['setAside'], 'readonly', (tx) =>
    tx.objectStore('setAside').getAll(),
  );
  return records.map((record) => ({ from: 'setAside', record }));
}

/** The number of quarantined records. Rejects when the database fails. */
export async function countSetAside(db: StarlightDatabase): Promise<number> {
  return inTransaction(db, ['setAside'], 'readonly', (tx) => tx.objectStore('setAside').count());
}

/** A record as stored in `setAside`. */
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
