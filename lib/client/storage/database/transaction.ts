import type { IDBPTransaction, StoreNames } from 'idb';
import type { StarlightDatabase, StarlightSchema } from './database.ts';

type StoreName = StoreNames<StarlightSchema>;
export type StarlightTransaction<
  Names extends ArrayLike<StoreName>,
  Mode extends IDBTransactionMode,
> = IDBPTransaction<StarlightSchema, Names, Mode>;

/**
 * Runs requests in one transaction: all are committed, or none. Rejects with the original error. `work`
 * must only await requests of the transaction, or it commits early.
 */
export async function inTransaction<
  const Names extends ArrayLike<StoreName>,
  Mode extends 'readonly' | 'readwrite',
  T,
>(
  db: StarlightDatabase,
  names: Names,
  mode: Mode,
  work: (tx: StarlightTransaction<Names, Mode>) => Promise<T>,
): Promise<T> {
  const tx = db.transaction(names, mode);
  const [workResult, done] = await Promise.allSettled([
    work(tx).catch(abortAndRethrow(tx)),
    tx.done,
  ]);
  if (workResult.status === 'fulfilled' && done.status === 'fulfilled') return workResult.value;
  // Requests canceled by an abort fail with AbortError; the transaction then has the cause.
  const reasons = [workResult, done].flatMap((result) =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  throw reasons.find((reason) => !isAbort(reason)) ?? reasons[0];
}

function abortAndRethrow(tx: { abort(): void }): (error: unknown) => never {
  return (error) => {
    try {
      tx.abort();
    } catch (abortError) {
      // A failed request has already aborted the transaction.
      if (!isNamed(abortError, 'InvalidStateError')) throw abortError;
    }
    throw error;
  };
}

function isAbort(error: unknown): boolean {
  return isNamed(error, 'AbortError');
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}
