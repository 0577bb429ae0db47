import { describe, expect, it } from 'vitest';
import { costInMicroUsd, priceOf } from './model-prices.ts';

describe('priceOf', () => {
  it('finds a model by its name or by a dated snapshot', () => {
    expect(priceOf('gpt-4o-mini')).toEqual({ inputUsd: 0.15, outputUsd: 0.6 });
    expect(priceOf('gpt-4o-mini-2024-07-18')).toEqual(priceOf('gpt-4o-mini'));
  });

  it('finds a snapshot that costs more than its model', () => {
    expect(priceOf('gpt-4o-2024-05-13')).toEqual({ inputUsd: 5, outputUsd: 15 });
    expect(priceOf('gpt-4o-2024-08-06')).toEqual(priceOf('gpt-4o'));
  });

  it.each(['llama3.2', 'gpt-4o-mini-audio-preview', 'gpt-99', '', 'constructor', '__proto__'])(
    'does not guess the price of %s',
    (model) => {
      expect(priceOf(model)).toBeNull();
    },
  );
});

describe('costInMicroUsd', () => {
  const price = { inputUsd: 2.5, outputUsd: 10 };

  it('uses dollars per million tokens as millionths of a dollar per token', () => {
    const cost = costInMicroUsd(price, { inputTokens: 1_000_000 / 4, outputTokens: 1_000_000 / 4 });
    expect(cost).toBe(625_000 + 2_500_000);
  });

  it('rounds up, so that many small requests are not free', () => {
    const cheap = { inputUsd: 0.05, outputUsd: 0.4 };
    expect(costInMicroUsd(cheap, { inputTokens: 1, outputTokens: 0 })).toBe(1);
  });

  it('charges more for all tokens of a very long request', () => {
    const long = { inputTokens: 272_001, outputTokens: 1000 };
    expect(costInMicroUsd(price, long)).toBe(272_001 * 5 + 15_000);
  });
});
