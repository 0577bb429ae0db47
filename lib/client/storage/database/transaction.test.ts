import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { inTransaction } from './transaction.ts';

async function messageKeys(db: Awaited<ReturnType<typeof openDatabase>>['db']) {
  return inTransaction(db, ['messages'], 'readonly', (tx) =>
    tx.objectStore('messages').getAllKeys(),
  );
}

it('resolves with the result of the work after the commit', async () => {
  const { db, isNew } = await openDatabase(new IDBFactory(), 'test');
  expect(isNew).toBe(true);
  const key = await inTransaction(db, ['messages'], 'readwrite', (tx) =>
    tx.objectStore('messages').put({ id: 'a' }),
  );
  expect(key).toBe('a');
  expect(await messageKeys(db)).toEqual(['a']);
});

it('writes nothing and rejects with the error when the work throws after a write', async () => {
  const { db } = await openDatabase(new IDBFactory(), 'test');
  const failed = inTransaction(db, ['messages'], 'readwrite', async (tx) => {
    await tx.objectStore('messages').put({ id: 'a' });
    throw new RangeError('halfway');
  });
  await expect(failed).rejects.toThrow(new RangeError('halfway'));
  expect(await messageKeys(db)).toEqual([]);
});

it('writes nothing and rejects with the error when a request fails', async () => {
  const { db } = await openDatabase(new IDBFactory(), 'test');
  const failed = inTransaction(db, ['messages'], 'readwrite', async (tx) => {
    await tx.objectStore('messages').add({ id: 'a' });
    await tx.objectStore('messages').add({ id: 'a' });
  });
  await expect(failed).rejects.toMatchObject({ name: 'ConstraintError' });
  expect(await messageKeys(db)).toEqual([]);
});
