import 'server-only';
import type { Amount, Caps, Reservation, Spender } from '../limits/daily-budget.ts';

/** `limit` requests of one client per `seconds`, counted from the first one. Each name has one window. */
export type Rate = { name: string; key: string; limit: number; seconds: number };

/** `ok: false`: the limit is used up. `retryAfterMs` null: the counter itself failed. */
export type Counted =
  | { ok: true; remaining: number; resetMs: number }
  | { ok: false; retryAfterMs: number | null };

/** Something of which a client may hold `limit` at a time. */
export type Place = { key: string; limit: number };

/** `full`: the index of the first place that was not free. None was taken. */
export type PlacesTaken = { ok: true; places: Disposable } | { ok: false; full: number };

/** What was spent in this UTC day, what is reserved in addition, and when the day ends. */
export type DayAmounts = { settled: Amount; inFlight: Amount; resetMs: number };

/** A part of the budget that is reserved until it is settled, or for `leaseMs` at most. */
export type ReservationRequest = { spender: Spender; amount: Amount; caps: Caps; leaseMs: number };

/** `ok: false`: which cap is exhausted, and when it resets. */
export type Reserved =
  | { ok: true; reservation: Reservation; day: DayAmounts }
  | { ok: false; spent: keyof Amount; retryAfterMs: number; day: DayAmounts };

/**
 * Where everything is counted that a limit depends on: in this process, in a file beside it, or in Redis for
 * all instances. Each operation is one atomic step, measured by the clock of the store, so that of many
 * concurrent requests, on any number of instances, exactly as many are accepted as a limit allows.
 *
 * Every operation throws `store_unavailable` within a second if the store does not answer, so that a guard
 * refuses. What it counted by then does not count as permission.
 */
export type Store = {
  readonly home: 'memory' | 'file' | 'redis';
  /** Counts a request against each rate in turn, up to the first that is used up. */
  countRequest: (rates: readonly Rate[]) => Promise<Counted[]>;
  /** Takes a counted request back. */
  uncountRequest: (rate: Rate) => Promise<void>;
  /** What remains of a rate, without counting; null if nothing was counted in this window. */
  peekRate: (rate: Rate) => Promise<{ used: number; remaining: number; resetMs: number } | null>;
  /** How many clients are counted under a name in this window, and the most that one has used. */
  busiestOf: (rate: Omit<Rate, 'key'>) => Promise<{ active: number; most: number }>;
  /**
   * Takes all of these places or none. The first disposal gives them back; those of an instance that died are
   * free after half a minute.
   */
  takePlaces: (places: readonly Place[]) => Promise<PlacesTaken>;
  reserve: (request: ReservationRequest) => Promise<Reserved>;
  readDay: (spender: Spender) => Promise<DayAmounts>;
  /** Ends a session everywhere. @param forMs how long its token would be valid */
  revokeSession: (sessionId: string, forMs: number) => Promise<void>;
  isRevoked: (sessionId: string) => Promise<boolean>;
  /** Ends connections and timers. */
  close: () => Promise<void>;
};
