import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';

/** The variable that names a store. */
type StoreVariable = 'REDIS_URL' | 'STARLIGHT_STATE_FILE';

const RETRY_AFTER_MS = 2000;

/** The failure of everything that needs the store. */
export class StoreUnavailableError extends StarlightError {
  readonly fault: StoreFault;

  constructor(
    fault: StoreFault,
    variable: StoreVariable = 'REDIS_URL',
    retryAfterMs: number = RETRY_AFTER_MS,
  ) {
    super({ kind: 'store_unavailable', retryAfterMs, details: { variable, reason: fault } });
    this.fault = fault;
  }
}

/** For what can be left out while the store is unavailable. @throws any other error */
export function nullIfUnavailable(error: unknown): null {
  if (error instanceof StoreUnavailableError) return null;
  throw error;
}
