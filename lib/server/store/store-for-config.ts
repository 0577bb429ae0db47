import 'server-only';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';
import type { Config } from '../config/config.ts';
import { writeLogLine } from '../log/log.ts';
import { perProcess } from '../registry.ts';
import { createFileStore } from './file/file-store.ts';
import { memoryStore } from './memory-store.ts';
import { createRedisStore } from './redis/redis-store.ts';
import type { Store } from './store.ts';
import { withOwnErrors } from './with-own-errors.ts';

export type StoreConfig = Partial<Pick<Config, 'redisUrl' | 'stateFile'>>;

/** The store that the configuration names. Opened at the first call, and then kept by the process. */
export function storeFor({ redisUrl = null, stateFile = null }: StoreConfig): Store {
  const name = redisUrl ?? stateFile;
  if (name === null) return memoryStore();
  const stores = perProcess('stores', () => new Map<string, Store>());
  const opened = stores.get(name) ?? open(name, redisUrl);
  stores.set(name, opened);
  const store = ownStores.get(opened) ?? withOwnErrors(opened);
  ownStores.set(opened, store);
  return store;
}

/** By the store that was opened, perhaps by another instance of this module. */
const ownStores = new WeakMap<Store, Store>();

function open(name: string, redisUrl: string | null): Store {
  return redisUrl === null
    ? createFileStore({ file: name, onChange: createStoreLog('file') })
    : createRedisStore({ url: redisUrl, onChange: createStoreLog('redis') });
}

/** How often a store that comes and goes is logged. */
const LOG_EVERY_MS = 5000;

/** Writes when a store becomes unavailable, and when it is back. */
function createStoreLog(
  home: Store['home'],
  now: () => number = () => performance.now(),
): (fault: StoreFault | null) => void {
  let logged: StoreFault | null = null;
  let loggedAt = Number.NEGATIVE_INFINITY;
  return (fault) => {
    if (fault === logged) return;
    // The end of a failure is always written, so that none seems to last.
    if (fault !== null && now() - loggedAt < LOG_EVERY_MS) return;
    logged = fault;
    loggedAt = now();
    writeLogLine('store', fault === null ? { home, ok: true } : { home, ok: false, reason: fault });
  };
}
