import 'server-only';
import { perProcess } from '../registry.ts';
import { StoreUnavailableError } from '../store/store-failure.ts';
import { type StoreConfig, storeFor } from '../store/store-for-config.ts';

/** How long a session that was found valid stays so while the store can't be asked. Money can't be spent then. */
const TRUSTED_FOR_MS = 600_000;
const MAX_TRUSTED = 1000;

/**
 * Whether someone signed out of this session, on any instance.
 *
 * @throws `store_unavailable` if that cannot be known, unless it was known within the last ten minutes
 */
export async function isSessionRevoked(
  sessionId: string,
  config: StoreConfig,
  now: number = Date.now(),
): Promise<boolean> {
  const store = storeFor(config);
  if (store.home === 'memory') return await store.isRevoked(sessionId);
  const trusted = perProcess('trusted-sessions', () => new Map<string, number>());
  try {
    const isRevoked = await store.isRevoked(sessionId);
    trusted.delete(sessionId);
    const oldest = trusted.keys().next();
    if (trusted.size >= MAX_TRUSTED && !oldest.done) trusted.delete(oldest.value);
    if (!isRevoked) trusted.set(sessionId, now);
    return isRevoked;
  } catch (error) {
    const trustedAt = trusted.get(sessionId);
    const isTrusted = trustedAt !== undefined && now - trustedAt < TRUSTED_FOR_MS;
    if (error instanceof StoreUnavailableError && isTrusted) return false;
    throw error;
  }
}
