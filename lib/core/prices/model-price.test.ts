import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costInMicroUsd, type ModelPrice, reportedCostInMicroUsd } from './model-price.ts';

const tenThousandths = fc.integer({ min: 0, max: 1_000_000 });
const price = fc
  .record({
    input: tenThousandths,
    cached: tenThousandths,
    write: tenThousandths,
    output: tenThousandths,
    above: fc.integer({ min: 0, max: 300_000 }),
  })
  .map(({ input, cached, write, output, above }): ModelPrice => {
    const usd = (units: number) => units / 10_000;
    return {
      inputUsd: usd(input),
      cachedInputUsd: usd(Math.min(cached, input)),
      cacheWriteUsd: usd(Math.max(write, input)),
      outputUsd: usd(output),
      longPrompt: { above, inputFactor: 2, outputFactor: 1.5 },
    };
  });
const count = fc.integer({ min: 0, max: 10_000_000 });
const tokens = fc
  .record({
    inputTokens: count,
    outputTokens: count,
    cached: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ inputTokens, outputTokens, cached }) => ({
    inputTokens,
    outputTokens,
    cachedTokens: Math.floor(inputTokens * cached),
  }));

/** The same with integers of any size, in half ten-thousandths of a millionth. */
function exactCost(
  price: ModelPrice,
  billed: { inputTokens: number; outputTokens: number; cachedTokens: number },
) {
  const units = (usd: number) => BigInt(Math.round(usd * 10_000));
  const { inputTokens, outputTokens, cachedTokens } = billed;
  const isLong = inputTokens > (price.longPrompt?.above ?? Number.POSITIVE_INFINITY);
  const fresh = BigInt(inputTokens - cachedTokens) * units(price.cacheWriteUsd ?? price.inputUsd);
  const read = BigInt(cachedTokens) * units(price.cachedInputUsd ?? price.inputUsd);
  const output = BigInt(outputTokens) * units(price.outputUsd);
  const halves = (fresh + read) * (isLong ? 4n : 2n) + output * (isLong ? 3n : 2n);
  return Number((halves + 19_999n) / 20_000n);
}

describe('costInMicroUsd', () => {
  it('is exact to the millionth of a dollar, rounded up', () => {
    fc.assert(
      fc.property(price, tokens, (price, tokens) => {
        expect(costInMicroUsd(price, tokens)).toBe(exactCost(price, tokens));
      }),
    );
    expect(
      costInMicroUsd({ inputUsd: 1.1, outputUsd: 4.4 }, { inputTokens: 10, outputTokens: 0 }),
    ).toBe(11);
  });

  it('is never negative, whatever was reported as cached', () => {
    const cachedTokens = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.integer());
    fc.assert(
      fc.property(price, count, count, cachedTokens, (price, inputTokens, outputTokens, cached) => {
        const cost = costInMicroUsd(price, { inputTokens, outputTokens, cachedTokens: cached });
        expect(cost).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never falls when more is read or written, and never rises when more was cached', () => {
    fc.assert(
      fc.property(price, tokens, count, (price, tokens, more) => {
        const cost = costInMicroUsd(price, tokens);
        const longer = { ...tokens, inputTokens: tokens.inputTokens + more };
        expect(costInMicroUsd(price, longer)).toBeGreaterThanOrEqual(cost);
        const wordier = { ...tokens, outputTokens: tokens.outputTokens + more };
        expect(costInMicroUsd(price, wordier)).toBeGreaterThanOrEqual(cost);
        const cached = { ...tokens, cachedTokens: tokens.cachedTokens + more };
        expect(costInMicroUsd(price, cached)).toBeLessThanOrEqual(cost);
      }),
    );
  });

  it('charges cached input as other input if there is no discount', () => {
    const flat = { inputUsd: 2, outputUsd: 8 };
    const tokens = { inputTokens: 500, outputTokens: 0 };
    expect(costInMicroUsd(flat, { ...tokens, cachedTokens: 400 })).toBe(
      costInMicroUsd(flat, tokens),
    );
  });

  it('rounds up, so that many small requests are not free', () => {
    const cheap = { inputUsd: 0.05, outputUsd: 0.4 };
    expect(costInMicroUsd(cheap, { inputTokens: 1, outputTokens: 0 })).toBe(1);
  });

  it('charges more for all tokens of a very long prompt', () => {
    const longPrompt = { above: 272_000, inputFactor: 2, outputFactor: 1.5 };
    const long = { inputTokens: 272_001, outputTokens: 1000 };
    expect(costInMicroUsd({ inputUsd: 2.5, outputUsd: 10, longPrompt }, long)).toBe(
      272_001 * 5 + 15_000,
    );
  });
});

describe('reportedCostInMicroUsd', () => {
  const usage = { inputTokens: 1000, outputTokens: 100 };
  const known = { inputUsd: 2, outputUsd: 8 };

  it('takes the word of the upstream before the table', () => {
    expect(reportedCostInMicroUsd({ ...usage, costUsd: 0.0042 }, known)).toBe(4200);
    expect(reportedCostInMicroUsd({ ...usage, costUsd: 0.0042 }, null)).toBe(4200);
    expect(reportedCostInMicroUsd({ ...usage, costUsd: 1.1 }, null)).toBe(1_100_000);
  });

  it('takes a model with a price as free only if it is', () => {
    expect(reportedCostInMicroUsd({ ...usage, costUsd: 0 }, known)).toBe(2800);
    expect(reportedCostInMicroUsd({ ...usage, costUsd: 0 }, null)).toBe(0);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('ignores a cost of %d', (costUsd) => {
    expect(reportedCostInMicroUsd({ ...usage, costUsd }, known)).toBe(2800);
    expect(reportedCostInMicroUsd({ ...usage, costUsd }, null)).toBeNull();
  });

  it('does not guess without a price', () => {
    expect(reportedCostInMicroUsd(usage, null)).toBeNull();
  });
});
