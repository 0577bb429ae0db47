import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { RemainingLimits } from '#lib/core/limits/remaining-limits.ts';
import type { Config } from '../config/config.ts';
import { rateLimitKeyOf } from '../session/rate-limit-key.ts';
import type { Session } from '../session/session-token.ts';
import { limiterName } from './limit-visitor-rate.ts';
import { limiterFor, peekPoints } from './rate-limiter.ts';
import { remainingBudget } from './remaining-budget.ts';

/**
 * What remains for a visitor before they send a request, for the first paint. Counts nothing. The demo
 * has no budget, because it costs nothing.
 */
export async function readRemainingLimits(
  session: Session | null,
  headers: Headers,
  config: Config,
  audience: Audience,
): Promise<RemainingLimits> {
  const { limitKey, policy } = rateLimitKeyOf(session, headers, config);
  const used = await peekPoints(limiterFor(limiterName(policy), config.rateLimit), limitKey);
  // A visitor without a session gets one with the next message, and its count starts at zero.
  const applies = used !== null && (policy === 'visitor' || used.remaining === 0);
  return {
    messages: applies ? { remaining: used.remaining, resetMs: used.resetMs } : null,
    budget: config.mode === 'live' ? remainingBudget('visitors', audience, config) : null,
  };
}
