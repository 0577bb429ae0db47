import 'server-only';
import { perProcess } from '../registry.ts';

/** Tokens, and millionths of a dollar. */
export type Amount = { tokens: number; microUsd: number };

/** The most that one spender may use in a UTC day; null without a cap. */
export type Caps = { tokens: number | null; microUsd: number | null };

/** Who spends: all visitors of the page together, or one team. */
export type Spender = 'visitors' | `team:${string}`;

/** The part of the budget reserved for one request. */
export type Reservation = {
  /**
   * Replaces the reserved amount with the actual one. Only the first call counts, and none does after the
   * lease: by then the reserved amount counts as spent. Never throws; a store that is unavailable is told
   * once it is back.
   */
  settle: (actual: Amount) => void;
};

/** `ok: false`: which cap is exhausted, and when it resets. */
type ReservedToday =
  | { ok: true; reservation: Reservation }
  | { ok: false; spent: 'tokens' | 'microUsd'; retryAfterMs: number };

/** What was spent in a day. `inFlight` is reserved for unfinished requests. */
type Ledger = { day: number; settled: Map<Spender, Amount>; inFlight: Map<Spender, Amount> };

const DAY_MS = 86_400_000;
const NOTHING: Amount = { tokens: 0, microUsd: 0 };

/**
 * Reserves a part of today's budget. Synchronous, so that of many concurrent requests exactly as many
 * are accepted as the budget allows. The ledger is in the memory of this process.
 *
 * @param caps those of this spender, so that none uses up another's share; see `spenderCaps`
 * @param now milliseconds since 1970
 * @param leaseMs how long it can be settled; after that, what was reserved counts as spent
 */
export function reserveToday(
  spender: Spender,
  requested: Amount,
  caps: Caps,
  { now = Date.now(), leaseMs = Number.POSITIVE_INFINITY }: { now?: number; leaseMs?: number } = {},
): ReservedToday {
  const ledger = ledgerOf(now);
  const { settled: spent, inFlight, resetMs } = amountsToday(spender, now);
  const used = plus(spent, inFlight);
  for (const unit of ['tokens', 'microUsd'] as const) {
    const cap = caps[unit];
    if (cap !== null && used[unit] + requested[unit] > cap) {
      return { ok: false, spent: unit, retryAfterMs: resetMs };
    }
  }
  add(ledger.inFlight, spender, requested);
  let settled = false;
  return {
    ok: true,
    reservation: {
      settle(actual) {
        if (settled) return;
        settled = true;
        // A reply that started yesterday counts for today if it ends today.
        const settledAt = Date.now();
        const today = ledgerOf(settledAt);
        add(today.inFlight, spender, { tokens: -requested.tokens, microUsd: -requested.microUsd });
        add(today.settled, spender, settledAt > now + leaseMs ? requested : actual);
      },
    },
  };
}

/** What was spent today, including reservations. */
export function spentToday(spender: Spender, now: number = Date.now()): Amount {
  const { settled, inFlight } = amountsToday(spender, now);
  return plus(settled, inFlight);
}

/** What was spent today, what is reserved in addition, and when the budget resets. */
export function amountsToday(
  spender: Spender,
  now: number,
): { settled: Amount; inFlight: Amount; resetMs: number } {
  const ledger = ledgerOf(now);
  return {
    settled: amountOf(ledger.settled, spender),
    inFlight: amountOf(ledger.inFlight, spender),
    resetMs: (ledger.day + 1) * DAY_MS - now,
  };
}

function ledgerOf(now: number): Ledger {
  const day = Math.floor(now / DAY_MS);
  const ledger = perProcess<Ledger>('daily-budget', () => ({
    day,
    settled: new Map(),
    inFlight: new Map(),
  }));
  // Never goes back: setting the clock back would otherwise grant a day's budget again.
  if (day > ledger.day) {
    ledger.day = day;
    ledger.settled.clear();
  }
  return ledger;
}

function amountOf(amounts: Map<Spender, Amount>, spender: Spender): Amount {
  return amounts.get(spender) ?? NOTHING;
}

function add(amounts: Map<Spender, Amount>, spender: Spender, amount: Amount): void {
  amounts.set(spender, plus(amountOf(amounts, spender), amount));
}

function plus(a: Amount, b: Amount): Amount {
  return { tokens: a.tokens + b.tokens, microUsd: a.microUsd + b.microUsd };
}
