import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { RemainingLimits } from '#lib/core/limits/remaining-limits.ts';
import type { Config } from '../config/config.ts';
import { rateLimitKeyOf } from '../session/rate-limit-key.ts';
import type { Session } from '../session/session-token.ts';
import { nullIfUnavailable } from '../store/store-failure.ts';
import { storeFor } from '../store/store-for-config.ts';
import { visitorRate } from './limit-visitor-rate.ts';
import { remainingBudget } from './remaining-budget.ts';

/**
 * What remains for a visitor before they send a request, for the first paint. Counts nothing. The demo
 * has no budget, because it costs nothing. Nothing is known while the store is unavailable.
 */
export async function readRemainingLimits(
  session: Session | null,
  headers: Headers,
  config: Config,
  audience: Audience,
): Promise<RemainingLimits> {
  const store = storeFor(config);
  const key = rateLimitKeyOf(session, headers, config);
  const hasBudget =
    config.mode === 'live' && (config.dailyTokens !== null || config.dailySpendUsd !== null);
  const [used, day] = await Promise.all([
    store.peekRate(visitorRate(key, config.rateLimit)),
    hasBudget ? store.readDay('visitors') : undefined,
  ]).catch((error: unknown) => [nullIfUnavailable(error), null] as const);
  // A visitor without a session gets one with the next message, and its count starts at zero.
  const applies = used !== null && (key.policy === 'visitor' || used.remaining === 0);
  return {
    messages: applies ? { remaining: used.remaining, resetMs: used.resetMs } : null,
    budget: day ? remainingBudget('visitors', audience, config, day) : null,
  };
}
