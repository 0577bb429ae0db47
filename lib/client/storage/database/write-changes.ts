import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { parseStoredConversation, recoverConversation } from '#lib/core/chat/stored-records.ts';
import type { Change } from '../journal/pending-changes.ts';
import { mergeConversation } from '../merge-conversation.ts';
import type { StarlightDatabase } from './database.ts';
import { setAsideRecord } from './quarantine.ts';
import { inTransaction, type StarlightTransaction } from './transaction.ts';

const ALL_STORES = ['conversations', 'messages', 'setAside'] as const;
type WriteTransaction = StarlightTransaction<typeof ALL_STORES, 'readwrite'>;
type MessageChange = Extract<Change, { type: 'message' }>;

type WriteOutcome = {
  /** The conversations as they are stored now. */
  conversations: Conversation[];
  /** Conversations that another tab has deleted; nothing was written to them. */
  deletedElsewhere: Set<string>;
};

/**
 * Writes changes in one transaction, in order: all or none. A conversation's record is merged into the
 * stored one, so that two tabs keep each other's changes. One that `isKnownStored` but is missing was
 * deleted by another tab and stays deleted. Rejects with the error of IndexedDB.
 */
export async function writeChanges(
  db: StarlightDatabase,
  changes: readonly Change[],
  isKnownStored: (conversationId: string) => boolean,
): Promise<WriteOutcome> {
  return inTransaction(db, ALL_STORES, 'readwrite', async (tx) => {
    const outcome: WriteOutcome = { conversations: [], deletedElsewhere: new Set() };
    for (const { change, messages } of stepsOf(changes)) {
      if (change.type === 'clear') await clearAll(tx);
      else if (change.type === 'delete') await deleteOne(tx, change.conversationId);
      else if (await isDeletedElsewhere(tx, change.conversationId, isKnownStored))
        outcome.deletedElsewhere.add(change.conversationId);
      else if (change.type === 'conversation')
        outcome.conversations.push(await putConversation(tx, change));
      else await putMessages(tx, change.conversationId, messages);
    }
    return outcome;
  });
}

async function clearAll(tx: WriteTransaction): Promise<void> {
  await Promise.all(ALL_STORES.map((name) => tx.objectStore(name).clear()));
}

async function deleteOne(tx: WriteTransaction, conversationId: string): Promise<void> {
  await tx.objectStore('conversations').delete(conversationId);
  for (const name of ['messages', 'setAside'] as const) {
    const store = tx.objectStore(name);
    const keys = await store.index('byConversation').getAllKeys(conversationId);
    await Promise.all(keys.map((key) => store.delete(key)));
  }
}

async function isDeletedElsewhere(
  tx: WriteTransaction,
  conversationId: string,
  isKnownStored: (conversationId: string) => boolean,
): Promise<boolean> {
  if (!isKnownStored(conversationId)) return false;
  return (await tx.objectStore('conversations').getKey(conversationId)) === undefined;
}

async function putConversation(
  tx: WriteTransaction,
  change: Extract<Change, { type: 'conversation' }>,
): Promise<Conversation> {
  const store = tx.objectStore('conversations');
  const raw = await store.get(change.conversationId);
  const stored = parseStoredConversation(raw);
  if (raw !== undefined && !stored) {
    const aside = setAsideRecord('conversations', change.conversationId, raw);
    await tx.objectStore('setAside').add(aside);
  }
  const next = stored ? mergeConversation(stored, change.record, change.base) : change.record;
  await store.put(next);
  return next;
}

async function putMessages(
  tx: WriteTransaction,
  conversationId: string,
  changes: readonly MessageChange[],
): Promise<void> {
  const store = tx.objectStore('messages');
  await Promise.all(
    changes.map(async ({ record, ifAbsent }) => {
      if (!ifAbsent || (await store.getKey(record.id)) === undefined) await store.put(record);
    }),
  );
  // A message without a conversation would appear in no list, so nobody could find it again.
  const conversations = tx.objectStore('conversations');
  if ((await conversations.getKey(conversationId)) === undefined)
    await conversations.put(
      recoverConversation(
        conversationId,
        changes.map(({ record }) => record),
      ),
    );
}

/** One step per change, but consecutive messages of a conversation share one: there can be thousands. */
function stepsOf(changes: readonly Change[]): { change: Change; messages: MessageChange[] }[] {
  const steps: { change: Change; messages: MessageChange[] }[] = [];
  for (const change of changes) {
    const last = steps.at(-1);
    const message = change.type === 'message' ? [change] : [];
    const isNext =
      change.type === 'message' &&
      last?.change.type === 'message' &&
      last.change.conversationId === change.conversationId;
    if (isNext) last.messages.push(change);
    else steps.push({ change, messages: message });
  }
  return steps;
}
