import { expect, it } from 'vitest';
import { retryMomentOf } from './retry-moment.ts';

const FAILED_AT = Date.UTC(2026, 11, 31, 22, 15, 30);

it('is when the wait that was named is over', () => {
  const error = { kind: 'rate_limited', retryAfterMs: 8000 } as const;
  expect(retryMomentOf(error, FAILED_AT)).toBe(FAILED_AT + 8000);
});

it('is midnight UTC for a budget whose server names no wait', () => {
  expect(retryMomentOf({ kind: 'budget_spent' }, FAILED_AT)).toBe(Date.UTC(2027, 0, 1));
  const named = { kind: 'budget_spent', retryAfterMs: 60_000 } as const;
  expect(retryMomentOf(named, FAILED_AT)).toBe(FAILED_AT + 60_000);
});

it('is midnight UTC itself, however long the answer of a spent budget was on its way', () => {
  const midnight = Date.UTC(2027, 0, 1);
  const spent = { kind: 'budget_spent', retryAfterMs: midnight - FAILED_AT + 40 } as const;
  expect(retryMomentOf(spent, FAILED_AT)).toBe(midnight);
  expect(retryMomentOf({ ...spent, kind: 'rate_limited' }, FAILED_AT)).toBe(midnight + 40);
});

it('is not known where nobody names a wait, or when the failure came', () => {
  expect(retryMomentOf({ kind: 'rate_limited_daily' }, FAILED_AT)).toBeNull();
  expect(retryMomentOf({ kind: 'rate_limited', retryAfterMs: 8000 }, null)).toBeNull();
});

it.each(['quota_exhausted', 'spend_limit_reached', 'billing_inactive', 'server_error'] as const)(
  'does not exist for %s, whatever a header says: it is not time that helps',
  (kind) => {
    expect(retryMomentOf({ kind, retryAfterMs: 8000 }, FAILED_AT)).toBeNull();
  },
);
