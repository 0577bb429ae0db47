import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { openDatabase } from './database.ts';
import { readStoredTexts } from './read-stored-texts.ts';

/** How many messages were read at once, each time. */
async function batchesOf(records: readonly object[], conversationId: string | null) {
  const { db } = await openDatabase(indexedDB, crypto.randomUUID());
  for (const record of records) await db.put('messages', record);
  const batches: number[] = [];
  const ids: string[] = [];
  await readStoredTexts(db, conversationId, async (texts) => {
    batches.push(texts.length);
    ids.push(...texts.map(({ id }) => id));
  });
  db.close();
  return { batches, ids };
}

const idOf = (at: number) => `m${String(at).padStart(3, '0')}`;
const messages = (count: number, more = {}) =>
  Array.from({ length: count }, (_, at) => messageOf({ id: idOf(at), ...more }));

it.each([null, 'c1'])(
  'reads each message once, more at a time while they are short (%j)',
  async (id) => {
    const { batches, ids } = await batchesOf(messages(100, { conversationId: 'c1' }), id);
    expect(batches).toEqual([8, 16, 32, 32, 12]);
    expect(ids).toEqual(Array.from({ length: 100 }, (_, at) => idOf(at)));
  },
);

it.each([
  ['text', { text: 'x'.repeat(150_000) }],
  ['pictures', { images: ['x'.repeat(150_000)] }],
  ['files', { attachments: [{ type: 'text', name: 'a', text: 'x'.repeat(150_000) }] }],
])('reads messages with much %s one at a time', async (_, more) => {
  const { batches, ids } = await batchesOf(messages(20, more), null);
  expect(batches).toEqual([8, 4, 2, 1, 2, 1, 2]);
  expect(ids).toHaveLength(20);
});
