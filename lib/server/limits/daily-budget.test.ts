import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetRegistry } from '../registry.ts';
import {
  type Amount,
  type Caps,
  type Reservation,
  reserveToday,
  spentToday,
} from './daily-budget.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const tokens = (count: number): Amount => ({ tokens: count, microUsd: 0 });
const capped = (count: number): Caps => ({ tokens: count, microUsd: null });

beforeEach(() => {
  resetRegistry();
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function reserve(count: number, cap: number): Reservation {
  const reserved = reserveToday('visitors', tokens(count), capped(cap));
  if (!reserved.ok) throw new Error('refused');
  return reserved.reservation;
}

describe('reserveToday', () => {
  it('accepts exactly as many requests as the budget allows', () => {
    const results = Array.from({ length: 200 }, () =>
      reserveToday('visitors', tokens(100), capped(1050)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(10);
  });

  it('says which cap is spent and how long until midnight UTC', () => {
    const caps = { tokens: 1000, microUsd: 50 };
    const requested = { tokens: 10, microUsd: 51 };
    expect(reserveToday('visitors', requested, caps)).toEqual({
      ok: false,
      spent: 'microUsd',
      retryAfterMs: 12 * HOUR,
    });
  });

  it('refunds what a request did not use, only once', () => {
    const reservation = reserve(900, 1000);
    reservation.settle(tokens(100));
    reservation.settle(tokens(0));
    expect(spentToday('visitors').tokens).toBe(100);
    expect(reserveToday('visitors', tokens(900), capped(1000)).ok).toBe(true);
  });

  it('resets the next day, except for replies in progress', () => {
    reserve(400, 1000).settle(tokens(400));
    const running = reserve(500, 1000);
    vi.setSystemTime(NOON + 13 * HOUR);
    expect(spentToday('visitors').tokens).toBe(500);
    running.settle(tokens(300));
    expect(spentToday('visitors').tokens).toBe(300);
  });

  it('does not reset when the clock is set back', () => {
    reserve(1000, 1000).settle(tokens(1000));
    vi.setSystemTime(NOON - 24 * HOUR);
    expect(reserveToday('visitors', tokens(1), capped(1000)).ok).toBe(false);
  });

  it('counts each spender separately', () => {
    const greedy = Array.from({ length: 10 }, () =>
      reserveToday('team:scripts', tokens(100), capped(500)),
    );
    expect(greedy.filter(({ ok }) => ok)).toHaveLength(5);
    expect(reserveToday('visitors', tokens(500), capped(500)).ok).toBe(true);
  });

  it('never exceeds the cap, whatever is reserved, used and left open', () => {
    const step = fc.record({
      requested: fc.nat(300),
      used: fc.option(fc.nat(300), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        resetRegistry();
        for (const { requested, used } of steps) {
          const reserved = reserveToday('visitors', tokens(requested), capped(1000));
          if (reserved.ok && used !== null) {
            reserved.reservation.settle(tokens(Math.min(used, requested)));
          }
          expect(spentToday('visitors').tokens).toBeLessThanOrEqual(1000);
        }
      }),
    );
  });
});
