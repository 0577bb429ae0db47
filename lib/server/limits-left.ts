import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { LimitsLeft } from '#lib/core/limits-left.ts';
import { budgetLeft } from './budget/budget-left.ts';
import type { Config } from './config-types.ts';
import { limiterName } from './guards/limit-visitor-rate.ts';
import { limiterFor, lookAtPoints } from './guards/rate-limiter.ts';
import { countedBy } from './session/counted-by.ts';
import type { Session } from './session/session-token.ts';

/**
 * What is left to a visitor before a request is sent, for the first paint. Counts nothing. The budget
 * is of no concern to the demo, which costs nothing.
 */
export async function readLimitsLeft(
  session: Session | null,
  headers: Headers,
  config: Config,
  audience: Audience,
): Promise<LimitsLeft> {
  const { limitKey, policy } = countedBy(session, headers, config);
  const used = await lookAtPoints(limiterFor(limiterName(policy), config.rateLimit), limitKey);
  // The next message of one without a session brings a session, whose messages are counted anew.
  const concerns = used !== null && (policy === 'visitor' || used.remaining === 0);
  return {
    messages: concerns ? { left: used.remaining, resetMs: used.resetMs } : null,
    budget: config.mode === 'live' ? budgetLeft('visitors', audience, config) : null,
  };
}
