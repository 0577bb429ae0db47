import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import type { Counted, Rate } from '../store/store.ts';
import { type StoreConfig, storeFor } from '../store/store-for-config.ts';
import { addRateLimitHeaders } from './add-rate-limit-headers.ts';

const LIMITER_FAILED_RETRY_MS = 5000;
const WINDOW_SECONDS = 60;
const FAILED: Counted = { ok: false, retryAfterMs: null };

/**
 * Who requests are counted against. `policy` is the name in the headers: an `address` is shared by
 * everyone without a session.
 */
export type RateLimitKey = { limitKey: string; policy: 'visitor' | 'address' | 'team' };

/**
 * Counts the request against its sender, then against everyone together, so that a sender over the
 * limit does not use up the global one. If the counting fails, the request is rejected.
 *
 * @param limits requests per minute
 * @param headers of the response, which say what remains
 * @throws `visitor_rate_limited` with the limit; `busy` when everyone together is over the global limit;
 *   `store_unavailable`
 */
export async function limitVisitorRate(
  { limitKey, policy }: RateLimitKey,
  config: Pick<Config, 'rateLimit' | 'globalRateLimit'> & StoreConfig,
  headers: Headers = new Headers(),
): Promise<void> {
  const { rateLimit } = config;
  const [own = FAILED, everyone = FAILED] = await storeFor(config).countRequest([
    visitorRate({ limitKey, policy }, rateLimit),
    everyoneRate(config),
  ]);
  addRateLimitHeaders(headers, {
    policy,
    quota: rateLimit,
    windowSeconds: WINDOW_SECONDS,
    remaining: own.ok ? own.remaining : 0,
    resetMs: own.ok ? own.resetMs : (own.retryAfterMs ?? LIMITER_FAILED_RETRY_MS),
  });
  if (!own.ok && own.retryAfterMs !== null) throw visitorRateLimited(rateLimit, own.retryAfterMs);
  const all = own.ok ? everyone : own;
  if (!all.ok) {
    const retryAfterMs = all.retryAfterMs ?? LIMITER_FAILED_RETRY_MS;
    throw new StarlightError({ kind: 'busy', retryAfterMs });
  }
}

/** What a sender's requests are counted against. Visitors with and without a session share one name. */
export function visitorRate({ limitKey, policy }: RateLimitKey, limit: number): Rate {
  const name = policy === 'team' ? 'team' : 'visitor';
  return { name, key: limitKey, limit, seconds: WINDOW_SECONDS };
}

/** What all requests are counted against. */
export function everyoneRate({ globalRateLimit }: Pick<Config, 'globalRateLimit'>): Rate {
  return { name: 'everyone', key: 'everyone', limit: globalRateLimit, seconds: WINDOW_SECONDS };
}

/**
 * The error for a visitor who sends more than `limit` requests per minute.
 *
 * @param retryAfterMs null if the limiter itself failed: a whole window, after which nothing counts
 */
export function visitorRateLimited(limit: number, retryAfterMs: number | null): StarlightError {
  return new StarlightError({
    kind: 'visitor_rate_limited',
    retryAfterMs: retryAfterMs ?? WINDOW_SECONDS * 1000,
    details: { limit, limitUnit: 'requests', limitWindow: 'minute' },
  });
}
