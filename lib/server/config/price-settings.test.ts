import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const SITE = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'Zj5kVh2gXf9dCa7sQe4r',
};
const read = (prices: string) => readConfig({ ...SITE, STARLIGHT_PRICES: prices });

beforeEach(resetRegistry);

describe('STARLIGHT_PRICES', () => {
  it('gives prices for input and output, and for cached input between them', () => {
    const { prices, mode } = read(
      'house-model=0.5/1.5, openai/gpt-oss:free=0/0\ngpt-4o=2.5/1.25/10',
    );
    expect(mode).toBe('live');
    expect([...prices]).toEqual([
      ['house-model', { inputUsd: 0.5, outputUsd: 1.5 }],
      ['openai/gpt-oss:free', { inputUsd: 0, outputUsd: 0 }],
      ['gpt-4o', { inputUsd: 2.5, cachedInputUsd: 1.25, outputUsd: 10 }],
    ]);
  });

  it.each([
    ['house-model', 'price_model'],
    ['house-model=', 'price_form'],
    ['house-model=1', 'price_form'],
    ['house-model=1/2/3/4', 'price_form'],
    ['house-model=$1/$2', 'price_form'],
    ['house-model=-1/2', 'price_form'],
    ['house-model=1e3/2', 'price_form'],
    ['house-model=1001/2', 'price_form'],
    ['house-model=0.00001/2', 'price_form'],
    ['=1/2', 'price_model'],
    ['house model=1/2', 'price_model'],
    ['house-model=1/2/3', 'price_cached'],
    ['house-model=1/2,house-model=1/3', 'price_twice'],
    ['house-model=1,5/2', 'price_form'],
  ])('turns chat off for %s and never shows it', (text, reason) => {
    const { mode, problems } = read(text);
    expect(mode).toBe('not_configured');
    const own = problems.filter(({ variable }) => variable === 'STARLIGHT_PRICES');
    expect(own.map((problem) => problem.reason)).toContain(reason);
    expect(JSON.stringify(own)).not.toContain('house');
  });

  it('gives a cap in dollars the price that it needs', () => {
    const env = { ...SITE, STARLIGHT_DAILY_SPEND: '5', STARLIGHT_MODELS: 'house-model' };
    const reasons = (more: object) => readConfig({ ...env, ...more }).problems.map((p) => p.reason);
    expect(reasons({})).toContain('price_unknown');
    expect(reasons({ STARLIGHT_PRICES: 'house-model=1/2' })).toEqual([]);
  });
});
