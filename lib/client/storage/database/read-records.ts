import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import {
  parseStoredConversation,
  parseStoredMessage,
  recoverConversation,
} from '#lib/core/chat/stored-records.ts';
import type { Change } from '../journal/pending-changes.ts';
import type { StarlightDatabase } from './database.ts';
import { inTransaction } from './transaction.ts';

/** A record that does not parse or (`isLost`) that the browser itself cannot read. */
export type UnreadableRecord = {
  from: 'conversations' | 'messages';
  key: IDBValidKey;
  record: unknown;
  isLost: boolean;
};

/** The records found; a conversation that does not parse is replaced by a stand-in. */
export type FoundRecords = {
  conversations: Conversation[];
  messages: ChatMessage[];
  unreadable: UnreadableRecord[];
  /** What this tab had not written when the read began: what it writes since may be in no list of pending changes. */
  unsaved?: readonly Change[];
};

/** Reads every conversation, without messages. Rejects when the database fails. */
export async function readConversations(db: StarlightDatabase): Promise<FoundRecords> {
  return parseRecords(await readRecords(db, 'conversations'));
}

/** Reads one conversation and its messages. Rejects when the database fails. */
export async function readConversation(
  db: StarlightDatabase,
  conversationId: string,
): Promise<FoundRecords> {
  try {
    const stores = ['conversations', 'messages'] as const;
    return await inTransaction(db, stores, 'readonly', async (tx) => {
      const ofConversation = tx.objectStore('messages').index('byConversation');
      const [record, records] = await Promise.all([
        tx.objectStore('conversations').get(conversationId),
        ofConversation.getAll(conversationId),
      ]);
      return parseRecords([
        ...withTheirKeys('conversations', record === undefined ? [] : [record]),
        ...withTheirKeys('messages', records),
      ]);
    });
  } catch {
    // One record that the browser cannot read fails the whole request, so read them one by one.
    const keys = await inTransaction(db, ['messages'], 'readonly', (tx) =>
      tx.objectStore('messages').index('byConversation').getAllKeys(conversationId),
    );
    const conversation = await readOneByOne(db, 'conversations', [conversationId]);
    return parseRecords([...conversation, ...(await readOneByOne(db, 'messages', keys))]);
  }
}

/**
 * Reads every conversation and message, as they are at one moment: a turn that another tab stores meanwhile is
 * in both or in neither. Rejects when the database fails.
 */
export async function readEverything(db: StarlightDatabase): Promise<FoundRecords> {
  try {
    const stores = ['conversations', 'messages'] as const;
    const records = await inTransaction(db, stores, 'readonly', (tx) =>
      Promise.all(
        stores.map(async (from) => withTheirKeys(from, await tx.objectStore(from).getAll())),
      ),
    );
    return parseRecords(records.flat());
  } catch {
    return parseRecords([
      ...(await readRecords(db, 'conversations')),
      ...(await readRecords(db, 'messages')),
    ]);
  }
}

async function readRecords(
  db: StarlightDatabase,
  from: UnreadableRecord['from'],
): Promise<UnreadableRecord[]> {
  try {
    return await inTransaction(db, [from], 'readonly', async (tx) =>
      withTheirKeys(from, await tx.objectStore(from).getAll()),
    );
  } catch {
    const keys = await inTransaction(db, [from], 'readonly', (tx) =>
      tx.objectStore(from).getAllKeys(),
    );
    return readOneByOne(db, from, keys);
  }
}

async function readOneByOne(
  db: StarlightDatabase,
  from: UnreadableRecord['from'],
  keys: readonly IDBValidKey[],
): Promise<UnreadableRecord[]> {
  const found: UnreadableRecord[] = [];
  for (const key of keys) {
    try {
      const record = await inTransaction(db, [from], 'readonly', (tx) =>
        tx.objectStore(from).get(key),
      );
      found.push({ from, key, record, isLost: false });
    } catch {
      found.push({ from, key, record: undefined, isLost: true });
    }
  }
  return found;
}

/** Asking for the keys as well takes as long as the records: of 10,000, a third of a second. */
function withTheirKeys(
  from: UnreadableRecord['from'],
  records: readonly unknown[],
): UnreadableRecord[] {
  return records.map((record) => {
    // Both stores have the key in the record, which is therefore an object with a valid one.
    const { id } = record as { id: IDBValidKey };
    return { from, key: id, record, isLost: false };
  });
}

function parseRecords(records: readonly UnreadableRecord[]): FoundRecords {
  const found: FoundRecords = { conversations: [], messages: [], unreadable: [] };
  for (const raw of records) {
    const isAbsent = raw.record === undefined && !raw.isLost;
    if (isAbsent) continue;
    if (raw.from === 'messages') {
      const message = parseStoredMessage(raw.record);
      if (message) found.messages.push(message);
      else found.unreadable.push(raw);
      continue;
    }
    const conversation = parseStoredConversation(raw.record);
    if (!conversation) found.unreadable.push(raw);
    if (conversation) found.conversations.push(conversation);
    else if (typeof raw.key === 'string')
      found.conversations.push(recoverConversation(raw.key, [], raw.record));
  }
  return found;
}
