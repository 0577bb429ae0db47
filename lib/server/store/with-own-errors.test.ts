import { expect, it } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { StoreUnavailableError } from './store-failure.ts';
import { withOwnErrors } from './with-own-errors.ts';

/** As another instance of the module throws it. */
function foreignError(): Error {
  const { failure, fault } = new StoreUnavailableError('full', 'STARLIGHT_STATE_FILE', 777);
  return Object.assign(new Error('store_unavailable'), { failure, fault });
}

it('turns the failure of another instance of the module into its own', async () => {
  const store = withOwnErrors({
    ...memoryStore(),
    readDay: () => Promise.reject(foreignError()),
  });
  const error: unknown = await store.readDay('visitors').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreUnavailableError);
  expect(error).toMatchObject({
    fault: 'full',
    failure: {
      kind: 'store_unavailable',
      retryAfterMs: 777,
      details: { variable: 'STARLIGHT_STATE_FILE', reason: 'full' },
    },
  });
});

it('leaves other errors, and answers, as they are', async () => {
  const other = new Error('other');
  const store = withOwnErrors({ ...memoryStore(), isRevoked: () => Promise.reject(other) });
  await expect(store.isRevoked('aa')).rejects.toBe(other);
  expect(await store.readDay('visitors')).toMatchObject({ settled: { tokens: 0 } });
});
