import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { addRateLimitHeaders } from './add-rate-limit-headers.ts';
import { consumePoint, limiterFor } from './rate-limiter.ts';

const LIMITER_FAILED_RETRY_MS = 5000;
const WINDOW_SECONDS = 60;

/**
 * Whom requests are counted against. `policy` is what the headers call it: an `address` is shared by
 * all who have no session yet.
 */
export type Counted = { limitKey: string; policy: 'visitor' | 'address' | 'team' };

/**
 * Counts the request against who sent it, then against everyone together: one over the limit uses up
 * nothing of the others'. A limiter that fails refuses.
 *
 * @param limits requests a minute
 * @param headers of the response, which tell what is left
 * @throws `visitor_rate_limited` with the limit; `busy` when all together are over theirs
 */
export async function limitVisitorRate(
  { limitKey, policy }: Counted,
  { rateLimit, globalRateLimit }: Pick<Config, 'rateLimit' | 'globalRateLimit'>,
  headers: Headers = new Headers(),
): Promise<void> {
  const own = await consumePoint(limiterFor(limiterName(policy), rateLimit), limitKey);
  addRateLimitHeaders(headers, {
    policy,
    quota: rateLimit,
    windowSeconds: WINDOW_SECONDS,
    left: own.ok ? own.remaining : 0,
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

/** Visitors with a session and without count by one limiter, whose keys tell them apart. */
export function limiterName(policy: Counted['policy']): string {
  return policy === 'team' ? 'team' : 'visitor';
}

/** The refusal of a visitor who asks more often than `limit` times a minute. */
export function visitorRateLimited(limit: number, retryAfterMs: number): StarlightError {
  return new StarlightError({
    kind: 'visitor_rate_limited',
    retryAfterMs,
    details: { limit, limitUnit: 'requests', limitWindow: 'minute' },
  });
}
