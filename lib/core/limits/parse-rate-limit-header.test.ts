import { describe, expect, it } from 'vitest';
import { parseRateLimitHeader } from './parse-rate-limit-header.ts';

describe('parseRateLimitHeader', () => {
  it.each([
    ['a visitor', '"visitor";r=2;t=31', { messages: { left: 2, resetMs: 31_000 } }],
    ['an address that was refused', '"address";r=0;t=9', { messages: { left: 0, resetMs: 9000 } }],
    ['an address, whose next message counts anew', '"address";r=1;t=9', { messages: null }],
    [
      'a budget in fifths',
      '"visitor";r=19;t=60, "day";r=1;t=3600',
      { messages: { left: 19, resetMs: 60_000 }, budget: { share: 'little', figures: null } },
    ],
    ['a budget that is used up', '"day";r=0;t=3600', { budget: { share: 'none', figures: null } }],
    [
      'the figures of the operator',
      '"day";r=5;t=60, "day-tokens";r=8200;t=60, "day-cents";r=42;t=60',
      { budget: { share: 'plenty', figures: { tokens: 8200, usd: 0.42 } } },
    ],
    [
      'one figure alone',
      '"day";r=5;t=60, "day-tokens";r=0;t=60',
      { budget: { share: 'plenty', figures: { tokens: 0, usd: null } } },
    ],
    ['nothing', null, {}],
    ['another server', 'limit=10, remaining=3, reset=50', {}],
    ['numbers that are none', '"visitor";r=-1;t=31, "day";r=1e9;t=1', {}],
  ])('reads %s', (_, header, expected) => {
    expect(parseRateLimitHeader(header)).toEqual(expected);
  });
});
