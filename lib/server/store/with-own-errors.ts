import 'server-only';
import { isStoreFault } from '#lib/core/errors/store-faults.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import type { Store } from './store.ts';
import { StoreUnavailableError } from './store-failure.ts';

/**
 * A store whose failures are of this module's class. Next gives instrumentation, pages and route handlers separate
 * instances of every module, so whoever opened the store throws errors that `instanceof` does not know elsewhere.
 */
export function withOwnErrors(store: Store): Store {
  return {
    home: store.home,
    countRequest: own(store.countRequest),
    uncountRequest: own(store.uncountRequest),
    peekRate: own(store.peekRate),
    busiestOf: own(store.busiestOf),
    takePlaces: own(store.takePlaces),
    reserve: own(store.reserve),
    readDay: own(store.readDay),
    revokeSession: own(store.revokeSession),
    isRevoked: own(store.isRevoked),
    close: own(store.close),
  };
}

function own<Given extends unknown[], Result>(
  act: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    try {
      return await act(...given);
    } catch (error) {
      throw toOwnError(error);
    }
  };
}

/** By shape rather than class. */
function toOwnError(error: unknown): unknown {
  const fault = fieldOf(error, 'fault');
  if (error instanceof StoreUnavailableError || !isStoreFault(fault)) return error;
  const failure = fieldOf(error, 'failure');
  const isFile = fieldOf(fieldOf(failure, 'details'), 'variable') === 'STARLIGHT_STATE_FILE';
  const retryAfterMs = fieldOf(failure, 'retryAfterMs');
  return new StoreUnavailableError(
    fault,
    isFile ? 'STARLIGHT_STATE_FILE' : 'REDIS_URL',
    typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  );
}
