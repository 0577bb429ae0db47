import type { BrowserContext } from '@playwright/test';
import type { ChatMessage, Conversation } from '../../lib/core/chat/chat-log.ts';
import { putAllRaw } from '../../tests/browser/stored-records.ts';
import { manyConversations } from '../../tests/support/many-conversations.ts';

export type Seeded = {
  conversation: Conversation;
  messages: readonly ChatMessage[];
  /** The last message that is shown. */
  lastId: string;
};

const HOUR_MS = 3_600_000;

/** Stores a conversation of each size, in messages, and many others in the list. */
export async function seedSite(
  context: BrowserContext,
  url: string,
  { sizes, others }: { sizes: readonly number[]; others: number },
): Promise<ReadonlyMap<number, Seeded>> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText('Conversations appear here').waitFor();
  const seeded = new Map<number, Seeded>();
  for (const size of sizes) {
    const one = conversationOfSize(size);
    seeded.set(size, one);
    await putAllRaw(page, 'conversations', [one.conversation]);
    await putAllRaw(page, 'messages', one.messages);
  }
  const many = manyConversations({
    conversations: others,
    messages: others * 2,
    now: Date.now() - HOUR_MS,
  });
  await putAllRaw(page, 'conversations', many.conversations);
  await putAllRaw(page, 'messages', many.messages);
  await page.close();
  return seeded;
}

function conversationOfSize(size: number): Seeded {
  const text = JSON.stringify(
    manyConversations({ conversations: 1, messages: size, now: Date.now() }),
  );
  const made: ReturnType<typeof manyConversations> = JSON.parse(
    text.replaceAll('c0', `size${size}x`),
  );
  const [conversation] = made.conversations;
  const lastId = conversation?.leafId;
  const last = made.messages.at(-1);
  if (!conversation || !lastId || !last) throw new Error('A conversation needs messages.');
  // As many as a site takes in a request.
  if (size > 900) last.leftOut = size - 600;
  const title = `Messages: ${size}`;
  return {
    conversation: { ...conversation, title, updatedAt: Date.now() },
    messages: made.messages,
    lastId,
  };
}

/** Stores a conversation as it was, without what was added to it. */
export async function restore(context: BrowserContext, url: string, seeded: Seeded): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/api/health`);
  await page.evaluate(
    async ({ conversation, kept }) => {
      const database = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open('starlight');
        opening.onsuccess = () => done(opening.result);
      });
      const tx = database.transaction(['conversations', 'messages'], 'readwrite');
      const messages = tx.objectStore('messages');
      const keep = new Set<IDBValidKey>(kept);
      const all = messages.index('byConversation').getAllKeys(conversation.id);
      all.onsuccess = () => {
        for (const key of all.result) if (!keep.has(key)) messages.delete(key);
      };
      tx.objectStore('conversations').put(conversation);
      await new Promise((done) => {
        tx.oncomplete = done;
      });
      database.close();
    },
    { conversation: seeded.conversation, kept: seeded.messages.map(({ id }) => id) },
  );
  await page.close();
}
