import 'server-only';
import { amountsToday, reserveToday } from '../limits/daily-budget.ts';
import { busiestOf, consumePoint, limiterFor, peekPoints } from '../limits/rate-limiter.ts';
import { perProcess } from '../registry.ts';
import type { Counted, Place, PlacesTaken, Rate, Store } from './store.ts';

/** How many revoked sessions are remembered; the oldest are forgotten first. */
const MAX_REVOKED = 10_000;

/**
 * The store in the memory of this process, which counts for this process alone and forgets everything when it
 * ends. Its operations run at once, without waiting for anything.
 */
export function memoryStore(): Store {
  return perProcess<Store>('memory-store', () => ({
    home: 'memory',
    countRequest,
    async uncountRequest({ name, key, limit, seconds }) {
      await limiterFor(name, limit, seconds).reward(key);
    },
    peekRate: ({ name, key, limit, seconds }) => peekPoints(limiterFor(name, limit, seconds), key),
    busiestOf: async ({ name, limit, seconds }) => busiestOf(limiterFor(name, limit, seconds)),
    takePlaces,
    async reserve({ spender, amount, caps, leaseMs }) {
      const reserved = reserveToday(spender, amount, caps, { leaseMs });
      return { ...reserved, day: amountsToday(spender, Date.now()) };
    },
    readDay: async (spender) => amountsToday(spender, Date.now()),
    revokeSession,
    isRevoked: async (sessionId) => (revokedSessions().get(sessionId) ?? 0) > Date.now(),
    close: async () => undefined,
  }));
}

async function countRequest(rates: readonly Rate[]): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const { name, key, limit, seconds } of rates) {
    const one = await consumePoint(limiterFor(name, limit, seconds), key);
    counted.push(one);
    if (!one.ok) break;
  }
  return counted;
}

async function takePlaces(places: readonly Place[]): Promise<PlacesTaken> {
  const taken = perProcess('places-taken', () => new Map<string, number>());
  const countOf = (key: string) => taken.get(key) ?? 0;
  const full = places.findIndex(({ key, limit }) => countOf(key) >= limit);
  if (full !== -1) return { ok: false, full };
  for (const { key } of places) taken.set(key, countOf(key) + 1);
  const held = new DisposableStack();
  held.defer(() => {
    for (const { key } of places) {
      const remaining = countOf(key) - 1;
      if (remaining > 0) taken.set(key, remaining);
      else taken.delete(key);
    }
  });
  return { ok: true, places: held };
}

async function revokeSession(sessionId: string, forMs: number): Promise<void> {
  const revoked = revokedSessions();
  revoked.delete(sessionId);
  const oldest = revoked.keys().next();
  if (revoked.size >= MAX_REVOKED && !oldest.done) revoked.delete(oldest.value);
  revoked.set(sessionId, Date.now() + forMs);
}

/** When the tokens of revoked sessions would have expired, in ms since 1970, by session. */
function revokedSessions(): Map<string, number> {
  return perProcess('revoked-sessions', () => new Map<string, number>());
}
