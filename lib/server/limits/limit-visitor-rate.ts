import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { addRateLimitHeaders } from './add-rate-limit-headers.ts';
import { consumePoint, limiterFor } from './rate-limiter.ts';

const LIMITER_FAILED_RETRY_MS = 5000;
const WINDOW_SECONDS = 60;

/**
 * Who requests are counted against. `policy` is the name in the headers: an `address` is shared by
 * everyone without a session.
 */
export type RateLimitKey = { limitKey: string; policy: 'visitor' | 'address' | 'team' };

/**
 * Counts the request against its sender, then against everyone together, so that a sender over the
 * limit does not use up the global one. If a limiter fails, the request is rejected.
 *
 * @param limits requests per minute
 * @param headers of the response, which say what remains
 * @throws `visitor_rate_limited` with the limit; `busy` when everyone together is over the global limit
 */
export async function limitVisitorRate(
  { limitKey, policy }: RateLimitKey,
  { rateLimit, globalRateLimit }: Pick<Config, 'rateLimit' | 'globalRateLimit'>,
  headers: Headers = new Headers(),
): Promise<void> {
  const own = await consumePoint(limiterFor(limiterName(policy), rateLimit), limitKey);
  addRateLimitHeaders(headers, {
    policy,
    quota: rateLimit,
    windowSeconds: WINDOW_SECONDS,
    remaining: own.ok ? own.remaining : 0,
    resetMs: own.ok ? own.resetMs : (own.retryAfterMs ?? LIMITER_FAILED_RETRY_MS),
  });
  if (!own.ok && own.retryAfterMs !== null) throw visitorRateLimited(rateLimit, own.retryAfterMs);
  const all = own.ok
    ? await consumePoint(limiterFor('everyone', globalRateLimit), 'everyone')
    : own;
  if (!all.ok) {
    const retryAfterMs = all.retryAfterMs ?? LIMITER_FAILED_RETRY_MS;
    throw new StarlightError({ kind: 'busy', retryAfterMs });
  }
}

/** Visitors with and without a session share one limiter, and have different keys in it. */
export function limiterName(policy: RateLimitKey['policy']): string {
  return policy === 'team' ? 'team' : 'visitor';
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
