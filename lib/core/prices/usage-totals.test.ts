import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BilledRequest } from '../chat/chat-log.ts';
import { totalUsage } from './usage-totals.ts';

const PRICES = { cheap: { inputUsd: 0.1, outputUsd: 0.4 }, dear: { inputUsd: 10, outputUsd: 50 } };
const count = fc.integer({ min: 0, max: 1_000_000 });
const usage = fc.record(
  {
    inputTokens: count,
    outputTokens: count,
    cachedTokens: count,
    costUsd: fc.double({ min: 0, max: 100, noNaN: true }),
  },
  { requiredKeys: ['inputTokens', 'outputTokens'] },
);
const request = fc.record(
  { model: fc.constantFrom('cheap', 'dear', 'unknown', '__proto__'), usage, worstCase: usage },
  { requiredKeys: [] },
) as fc.Arbitrary<BilledRequest>;

describe('totalUsage', () => {
  it('is the sum of its parts, and never negative', () => {
    fc.assert(
      fc.property(fc.array(request), fc.array(request), (some, others) => {
        const [a, b, all] = [some, others, [...some, ...others]].map((requests) =>
          totalUsage(requests, PRICES),
        );
        for (const name of [
          'inputTokens',
          'outputTokens',
          'microUsd',
          'priced',
          'unpriced',
        ] as const) {
          expect(all?.[name]).toBe((a?.[name] ?? 0) + (b?.[name] ?? 0));
          expect(all?.[name]).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('uses the worst case only for a request without a count', () => {
    const worstCase = { inputTokens: 1000, outputTokens: 1000 };
    const counted = { model: 'cheap', usage: { inputTokens: 10, outputTokens: 10 }, worstCase };
    expect(totalUsage([counted], PRICES)).toMatchObject({ microUsd: 5, isAtMost: false });
    expect(totalUsage([{ model: 'cheap', worstCase }], PRICES)).toMatchObject({
      microUsd: 500,
      isAtMost: true,
      counted: 0,
    });
  });
});
