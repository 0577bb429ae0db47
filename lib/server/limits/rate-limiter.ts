import 'server-only';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
// The package's index loads a dozen stores: 129 ms at a cold start, compared to 2 ms for this file.
import Limiter from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { isObject } from '#lib/core/json/is-object.ts';
import { registry } from '../registry.ts';

/**
 * `ok: false`: the limit is used up. `retryAfterMs` null: the limiter itself failed. `resetMs`: until
 * the window ends.
 */
type Consumed =
  | { ok: true; remaining: number; resetMs: number }
  | { ok: false; retryAfterMs: number | null };

/**
 * This process's limiter with this name and size: `points` per `seconds`, counted from the first
 * request. Each name has one window.
 */
export function limiterFor(name: string, points: number, seconds = 60): RateLimiterMemory {
  const { limiters } = registry();
  const identity = `${name}:${points}`;
  const existing = limiters.get(identity);
  if (existing) return existing;
  const limiter = new Limiter({ keyPrefix: name, points, duration: seconds });
  limiters.set(identity, limiter);
  return limiter;
}

/** Counts one request. Never throws: a limiter that fails counts as used up. */
export async function consumePoint(limiter: RateLimiterMemory, key: string): Promise<Consumed> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(key);
    return { ok: true, remaining: remainingPoints, resetMs: msBeforeNext };
  } catch (refusal) {
    return { ok: false, retryAfterMs: readRetryAfter(refusal) };
  }
}

/** What remains for `key`, without counting; null if nothing was counted yet, or the limiter fails. */
export async function peekPoints(
  limiter: RateLimiterMemory,
  key: string,
): Promise<{ used: number; remaining: number; resetMs: number } | null> {
  try {
    const found = await limiter.get(key);
    // The limiter expires keys with a timer, which can be late.
    if (found === null || found.msBeforeNext <= 0) return null;
    const { consumedPoints, remainingPoints, msBeforeNext } = found;
    return { used: consumedPoints, remaining: remainingPoints, resetMs: msBeforeNext };
  } catch {
    // Only informs: the guard that counts rejects requests when the limiter fails.
    return null;
  }
}

/** How many keys are active, and how much the busiest of them has used. */
export function busiestOf(limiter: RateLimiterMemory): { active: number; most: number } {
  const now = Date.now();
  const used = limiter
    .dump()
    .storage.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map(({ value }) => Math.min(value, limiter.points));
  return { active: used.length, most: Math.max(0, ...used) };
}

/** By shape rather than class: the limiter may come from another instance of its module. */
function readRetryAfter(refusal: unknown): number | null {
  if (!isObject(refusal) || !('msBeforeNext' in refusal)) return null;
  const { msBeforeNext } = refusal;
  return typeof msBeforeNext === 'number' && msBeforeNext >= 0 ? Math.ceil(msBeforeNext) : null;
}
