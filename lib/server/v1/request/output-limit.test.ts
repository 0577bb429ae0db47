import { describe, expect, it } from 'vitest';
import { outputLimitOf } from './output-limit.ts';

const ALLOWANCE = { maxOutputTokens: 100, maxThinkingTokens: 800 };
const limitOf = (limits: (number | undefined)[], effort?: string, thinks?: true) =>
  outputLimitOf({ limits, effort }, { id: 'm', thinks }, ALLOWANCE);

describe("the output limit of a client's request", () => {
  it("is the client's own, the strictest of several, up to what the operator allows", () => {
    expect(limitOf([50])).toBe(50);
    expect(limitOf([undefined, 30])).toBe(30);
    expect(limitOf([50, 20])).toBe(20);
    expect(limitOf([5000])).toBe(100);
  });

  it('has room for thinking only where there is some', () => {
    expect(limitOf([5000], undefined, true)).toBe(900);
    expect(limitOf([5000], 'none', true)).toBe(100);
    expect(limitOf([5000], 'high')).toBe(900);
    expect(limitOf([undefined], 'low')).toBe(300);
    expect(limitOf([undefined], 'a-word-of-its-provider', true)).toBe(500);
    expect(limitOf([undefined])).toBe(100);
  });
});
