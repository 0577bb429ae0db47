import { describe, expect, it } from 'vitest';
import { parseRateLimitHeader } from './parse-rate-limit-header.ts';

describe('parseRateLimitHeader', () => {
  it.each([
    [
      'the limit of a visitor',
      '"visitor";r=2;t=31',
      { messages: { remaining: 2, resetMs: 31_000 } },
    ],
    [
      'the limit of an address, used up',
      '"address";r=0;t=9',
      { messages: { remaining: 0, resetMs: 9000 } },
    ],
    ['the limit of an address, which no longer applies', '"address";r=1;t=9', { messages: null }],
    [
      'a budget in fifths',
      '"visitor";r=19;t=60, "day";r=1;t=3600',
      { messages: { remaining: 19, resetMs: 60_000 }, budget: { share: 'little', figures: null } },
    ],
    ['a used-up budget', '"day";r=0;t=3600', { budget: { share: 'none', figures: null } }],
    [
      'the amounts for the operator',
      '"day";r=5;t=60, "day-tokens";r=8200;t=60, "day-cents";r=42;t=60',
      { budget: { share: 'plenty', figures: { tokens: 8200, usd: 0.42 } } },
    ],
    [
      'a single amount',
      '"day";r=5;t=60, "day-tokens";r=0;t=60',
      { budget: { share: 'plenty', figures: { tokens: 0, usd: null } } },
    ],
    ['a missing header', null, {}],
    ['a header from another server', 'limit=10, remaining=3, reset=50', {}],
    ['invalid numbers', '"visitor";r=-1;t=31, "day";r=1e9;t=1', {}],
  ])('reads %s', (_, header, expected) => {
    expect(parseRateLimitHeader(header)).toEqual(expected);
  });
});
