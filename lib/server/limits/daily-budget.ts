import 'server-only';
import { perProcess } from '../registry.ts';

/** What is counted: tokens, and millionths of a dollar. */
export type Amount = { tokens: number; microUsd: number };

/** What one spender may come to in a UTC day; null where there is no cap. */
export type Caps = { tokens: number | null; microUsd: number | null };

/** Who spends: all visitors of the page together, or one team. */
export type Spender = 'visitors' | `team:${string}`;

/** Room that was set aside for one request. */
export type Reservation = {
  /** Counts what the request really came to in place of what was set aside. Only the first call counts. */
  settle: (actual: Amount) => void;
};

/** `ok: false`: which cap leaves no room, and when it starts afresh. */
type Reserved =
  | { ok: true; reservation: Reservation }
  | { ok: false; spent: 'tokens' | 'microUsd'; retryAfterMs: number };

/** What a day has come to. `inFlight` is set aside for requests that are not over. */
type Ledger = { day: number; settled: Map<Spender, Amount>; inFlight: Map<Spender, Amount> };

const DAY_MS = 86_400_000;
const NOTHING: Amount = { tokens: 0, microUsd: 0 };

/**
 * Sets room aside in today's budget, in one step without a pause, so that of many requests at once
 * exactly as many pass as there is room for. The ledger is the memory of this process.
 *
 * @param caps those of this spender alone, so that no one uses up another's share; see `capsOf`
 * @param now milliseconds since 1970
 */
export function reserveToday(
  spender: Spender,
  wanted: Amount,
  caps: Caps,
  now: number = Date.now(),
): Reserved {
  const ledger = ledgerOf(now);
  const { settled: spent, inFlight, resetMs } = amountsToday(spender, now);
  const used = plus(spent, inFlight);
  for (const unit of ['tokens', 'microUsd'] as const) {
    const cap = caps[unit];
    if (cap !== null && used[unit] + wanted[unit] > cap) {
      return { ok: false, spent: unit, retryAfterMs: resetMs };
    }
  }
  add(ledger.inFlight, spender, wanted);
  let settled = false;
  return {
    ok: true,
    reservation: {
      settle(actual) {
        if (settled) return;
        settled = true;
        // A reply that began yesterday is today's when it ends today.
        const today = ledgerOf(Date.now());
        add(today.inFlight, spender, { tokens: -wanted.tokens, microUsd: -wanted.microUsd });
        add(today.settled, spender, actual);
      },
    },
  };
}

/** What today has come to so far, with what is set aside. */
export function spentToday(spender: Spender, now: number = Date.now()): Amount {
  const { settled, inFlight } = amountsToday(spender, now);
  return plus(settled, inFlight);
}

/** What today has come to, what is set aside beside that, and when it starts afresh. */
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
  // Never back: a clock that is set back would otherwise give a day's budget once more.
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
