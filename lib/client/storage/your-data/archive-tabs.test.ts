import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { conversationOf, messageOf } from '#tests/support/store-fixtures.ts';
import { type ConversationStore, openConversationStore } from '../conversation-store.ts';

const TICKS = Array.from({ length: 40 }, (_, ticks) => ticks);

async function openTwo(): Promise<[ConversationStore, ConversationStore]> {
  const indexedDB = new IDBFactory();
  const [one, other] = [0, 1].map(() => openConversationStore({ indexedDB, channel: null }));
  if (!one || !other) throw new Error('there are two');
  await Promise.all([one.list(), other.list()]);
  return [one, other];
}

async function wait(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) await new Promise((resolve) => setImmediate(resolve));
}

const turn = [conversationOf({ leafId: 'u1' }), [messageOf({ id: 'u1' })]] as const;

describe('while a turn is stored, whatever the moment', () => {
  it.each(['another tab', 'the same tab'])(
    'an export has the conversation of each of its messages: %s',
    async (who) => {
      for (const ticks of TICKS) {
        const [one, other] = await openTwo();
        const exporting = one.exportAll();
        await wait(ticks);
        const stored = (who === 'another tab' ? other : one).putTurn(...turn);
        const { conversations, messages } = JSON.parse(await exporting);
        expect([ticks, conversations.length]).toEqual([ticks, messages.length]);
        await stored;
      }
    },
  );

  it('an export has what the same tab began to write before', async () => {
    for (const ticks of TICKS) {
      const [one] = await openTwo();
      const stored = one.putTurn(...turn);
      await wait(ticks);
      const { conversations, messages } = JSON.parse(await one.exportAll());
      expect([ticks, conversations.length, messages.length]).toEqual([ticks, 1, 1]);
      await stored;
    }
  });

  it('an import of an older version renames nothing', async () => {
    for (const ticks of TICKS) {
      const [one, other] = await openTwo();
      const importing = one.importRecords({
        conversations: [conversationOf({ title: 'Older', renamed: true, updatedAt: 500 })],
        messages: [messageOf({ id: 'u1', text: 'older' }), messageOf({ id: 'u0', text: 'older' })],
      });
      await wait(ticks);
      await other.putTurn(conversationOf({ title: 'Mine', renamed: true, leafId: 'u1' }), turn[1]);
      await importing;
      const found = await other.load('c1');
      expect([ticks, found?.conversation.title]).toEqual([ticks, 'Mine']);
      expect([ticks, found?.messages.length]).toEqual([ticks, 2]);
    }
  });

  it('two tabs that import the same file add it once', async () => {
    const records = {
      conversations: [conversationOf()],
      messages: Array.from({ length: 20 }, (_, seq) => messageOf({ id: `m${seq}`, seq })),
    };
    for (const ticks of TICKS) {
      const [one, other] = await openTwo();
      const first = one.importRecords(records);
      await wait(ticks);
      await Promise.all([first, other.importRecords(records)]);
      expect(JSON.parse(await one.exportAll())).toMatchObject(records);
      const { conversations, messages } = JSON.parse(await other.exportAll());
      expect([conversations.length, messages.length]).toEqual([1, 20]);
      expect(await one.importRecords(records)).toEqual({ conversations: 0, messages: 0 });
    }
  });
});
