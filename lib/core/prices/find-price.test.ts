import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPrice, PRICE_TABLE } from './find-price.ts';

/** Models of the installed SDK whose tokens alone don't make up their price, or that don't exist. */
const WITHOUT_PRICE = /audio|search|^gpt-5\.1-mini$/;

function modelsOfSdk(): string[] {
  const types = readFileSync('node_modules/openai/resources/shared.d.ts', 'utf8');
  const [, union = ''] = /export type ChatModel = ([^;]+);/.exec(types) ?? [];
  return Array.from(union.matchAll(/'([^']+)'/g), ([, model = '']) => model);
}

describe('the price table', () => {
  it.each(PRICE_TABLE)('says where and when the price of $models.0 was read', (row) => {
    expect(URL.parse(row.source)?.protocol).toBe('https:');
    expect(row.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(new Date(row.date).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it.each(PRICE_TABLE)('orders the prices of $models.0', (row) => {
    const { inputUsd, cachedInputUsd = 0, cacheWriteUsd = inputUsd, outputUsd, longPrompt } = row;
    expect(cachedInputUsd).toBeGreaterThanOrEqual(0);
    expect(inputUsd).toBeGreaterThanOrEqual(cachedInputUsd);
    expect(cacheWriteUsd).toBeGreaterThanOrEqual(inputUsd);
    expect(outputUsd).toBeGreaterThanOrEqual(inputUsd);
    for (const usd of [inputUsd, cachedInputUsd, cacheWriteUsd, outputUsd]) {
      expect(Number(usd.toFixed(4)), 'at most four decimals').toBe(usd);
    }
    expect(longPrompt?.inputFactor ?? 1).toBeGreaterThanOrEqual(1);
    expect(longPrompt?.outputFactor ?? 1).toBeGreaterThanOrEqual(1);
  });

  it('lists each model once', () => {
    const models = PRICE_TABLE.flatMap(({ models }) => models);
    expect(new Set(models).size).toBe(models.length);
  });

  it('has a price for every chat model of the installed SDK that is billed by tokens alone', () => {
    const models = modelsOfSdk();
    expect(models.length).toBeGreaterThan(50);
    const withoutPrice = models.filter((model) => findPrice(model) === null);
    expect(withoutPrice.filter((model) => !WITHOUT_PRICE.test(model))).toEqual([]);
    expect(models.filter((model) => WITHOUT_PRICE.test(model))).toEqual(withoutPrice);
  });
});

describe('findPrice', () => {
  it('finds a model by its name or by a dated snapshot', () => {
    expect(findPrice('gpt-4o-mini')).toEqual({
      inputUsd: 0.15,
      cachedInputUsd: 0.075,
      outputUsd: 0.6,
    });
    expect(findPrice('gpt-4o-mini-2024-07-18')).toEqual(findPrice('gpt-4o-mini'));
    expect(findPrice('claude-opus-4-5-20251101')).toEqual(findPrice('claude-opus-4-5'));
  });

  it('finds a snapshot that costs more than its model', () => {
    expect(findPrice('gpt-4o-2024-05-13')).toEqual({ inputUsd: 5, outputUsd: 15 });
    expect(findPrice('gpt-4o-2024-08-06')).toEqual(findPrice('gpt-4o'));
  });

  it("prefers the operator's price", () => {
    const own = new Map([['gpt-4o', { inputUsd: 1, outputUsd: 2 }]]);
    expect(findPrice('gpt-4o', own)).toEqual({ inputUsd: 1, outputUsd: 2 });
    expect(findPrice('gpt-4.1', own)).toEqual(findPrice('gpt-4.1'));
  });

  it.each([
    'llama3.2',
    'gpt-4o-mini-audio-preview',
    'openai/gpt-4o',
    'gpt-99',
    '',
    'constructor',
    '__proto__',
  ])('does not guess the price of %s', (model) => {
    expect(findPrice(model)).toBeNull();
  });
});
