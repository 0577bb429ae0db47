import { expect, it } from 'vitest';
import { retryMomentOf } from './retry-moment.ts';

const FAILED_AT = Date.UTC(2026, 11, 31, 22, 15, 30);

it('returns the end of the given wait', () => {
  const error = { kind: 'rate_limited', retryAfterMs: 8000 } as const;
  expect(retryMomentOf(error, FAILED_AT)).toBe(FAILED_AT + 8000);
});

it('returns midnight UTC for a budget without a given wait', () => {
  expect(retryMomentOf({ kind: 'budget_spent' }, FAILED_AT)).toBe(Date.UTC(2027, 0, 1));
  const named = { kind: 'budget_spent', retryAfterMs: 60_000 } as const;
  expect(retryMomentOf(named, FAILED_AT)).toBe(FAILED_AT + 60_000);
});

it('returns exactly midnight UTC for a spent budget, even if the response was slow to arrive', () => {
  const midnight = Date.UTC(2027, 0, 1);
  const spent = { kind: 'budget_spent', retryAfterMs: midnight - FAILED_AT + 40 } as const;
  expect(retryMomentOf(spent, FAILED_AT)).toBe(midnight);
  expect(retryMomentOf({ ...spent, kind: 'rate_limited' }, FAILED_AT)).toBe(midnight + 40);
});

it('returns null if the wait or the time of the failure is unknown', () => {
  expect(retryMomentOf({ kind: 'rate_limited_daily' }, FAILED_AT)).toBeNull();
  expect(retryMomentOf({ kind: 'rate_limited', retryAfterMs: 8000 }, null)).toBeNull();
});

it.each(['quota_exhausted', 'spend_limit_reached', 'billing_inactive', 'server_error'] as const)(
  'returns null for %s, whatever a header says, because waiting does not help',
  (kind) => {
    expect(retryMomentOf({ kind, retryAfterMs: 8000 }, FAILED_AT)).toBeNull();
  },
);

it('returns the date on which a spend limit resets, but not a short wait', () => {
  const days = 10 * 24 * 3600 * 1000;
  const reset = { kind: 'spend_limit_reached', retryAfterMs: days } as const;
  expect(retryMomentOf(reset, FAILED_AT)).toBe(FAILED_AT + days);
  expect(retryMomentOf({ ...reset, kind: 'quota_exhausted' }, FAILED_AT)).toBeNull();
});

it('returns exactly midnight UTC for a spend limit that resets on a date', () => {
  const midnight = Date.UTC(2027, 0, 10);
  for (const delay of [-40, 0, 40]) {
    const retryAfterMs = midnight + delay - FAILED_AT;
    expect(retryMomentOf({ kind: 'spend_limit_reached', retryAfterMs }, FAILED_AT)).toBe(midnight);
  }
});
