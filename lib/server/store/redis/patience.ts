import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { perProcess } from '../../registry.ts';
import { StoreUnavailableError } from '../store-failure.ts';
import { createWaitingClock, type WaitingClock } from './waiting-clock.ts';

/** How long one request waits for the store in total. A refusal is then answered within a second. */
const PATIENCE_MS = 600;

type Patience = { leftMs: number };

/** Runs a request's handler, whose operations on the store share one limit of time. */
export function withPatience<T>(run: () => T): T {
  return patience().storage.run({ leftMs: PATIENCE_MS }, run);
}

/** Runs something that no request waits for, whoever started it: each wait has a limit of its own. */
export function inBackground<T>(run: () => T): T {
  return patience().storage.exit(run);
}

/**
 * Waits for a promise as long as the patience of this request lasts; without a request, as if it were the
 * first wait of one.
 *
 * @throws `StoreUnavailableError` once it is used up
 */
export async function waitPatiently<T>(promise: Promise<T>): Promise<T> {
  const { storage, clock } = patience();
  const own = storage.getStore() ?? { leftMs: PATIENCE_MS };
  const startedAt = clock.now();
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(Math.max(0, own.leftMs), () =>
    late.reject(new StoreUnavailableError('timeout')),
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    cancel();
    own.leftMs -= clock.now() - startedAt;
  }
}

function patience(): { storage: AsyncLocalStorage<Patience>; clock: WaitingClock } {
  return perProcess('store-patience', () => ({
    storage: new AsyncLocalStorage<Patience>(),
    clock: createWaitingClock(),
  }));
}
