import 'server-only';
import { StarlightError } from '#lib/core/starlight-error.ts';
import type { Config } from '../config-types.ts';
import { consumePoint, limiterFor } from './rate-limiter.ts';
import type { Visitor } from './require-visitor.ts';

const LIMITER_FAILED_RETRY_MS = 5000;
const WINDOW_SECONDS = 60;

/**
 * Counts the request against the visitor, then against everyone together: a visitor over the limit
 * uses up nothing of the others'. A limiter that fails refuses.
 *
 * @param headers of the response: `RateLimit-Policy` and `RateLimit` say what is left
 *   (draft-ietf-httpapi-ratelimit-headers-11)
 * @throws `visitor_rate_limited` with the limit; `busy` when all together are over theirs
 */
export async function limitVisitorRate(
  visitor: Pick<Visitor, 'limitKey'>,
  config: Pick<Config, 'rateLimit' | 'globalRateLimit'>,
  headers: Headers = new Headers(),
): Promise<void> {
  const own = await consumePoint(limiterFor('visitor', config.rateLimit), visitor.limitKey);
  headers.set('ratelimit-policy', `"visitor";q=${config.rateLimit};w=${WINDOW_SECONDS}`);
  const left = own.ok ? own.remaining : 0;
  const resetMs = own.ok ? own.resetMs : (own.retryAfterMs ?? LIMITER_FAILED_RETRY_MS);
  headers.set('ratelimit', `"visitor";r=${left};t=${Math.ceil(resetMs / 1000)}`);
  if (!own.ok && own.retryAfterMs !== null) {
    throw visitorRateLimited(config.rateLimit, own.retryAfterMs);
  }
  const all = own.ok
    ? await consumePoint(limiterFor('everyone', config.globalRateLimit), 'everyone')
    : own;
  if (!all.ok) {
    const retryAfterMs = all.retryAfterMs ?? LIMITER_FAILED_RETRY_MS;
    throw new StarlightError({ kind: 'busy', retryAfterMs });
  }
}

/** The refusal of a visitor who asks more often than `limit` times a minute. */
export function visitorRateLimited(limit: number, retryAfterMs: number): StarlightError {
  return new StarlightError({
    kind: 'visitor_rate_limited',
    retryAfterMs,
    details: { limit, limitUnit: 'requests', limitWindow: 'minute' },
  });
}
