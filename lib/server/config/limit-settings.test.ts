import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const SITE = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'a-long-access-code',
  STARLIGHT_MODELS: 'gpt-4o-mini,house-model',
};

beforeEach(resetRegistry);

describe('a cap in dollars', () => {
  const priceProblems = (env: Record<string, string>) =>
    readConfig({ ...SITE, ...env }).problems.filter(({ reason }) => reason === 'price_unknown');

  it('warns about each offered model whose price is unknown', () => {
    const problems = priceProblems({ STARLIGHT_DAILY_SPEND: '5' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ variable: 'STARLIGHT_DAILY_SPEND', severity: 'warning' });
    expect(problems[0]?.problem).toContain('house-model');
  });

  it('is the only cap that needs prices', () => {
    expect(priceProblems({ STARLIGHT_DAILY_TOKENS: '5000' })).toEqual([]);
  });

  it('has a price for each default model', () => {
    const { problems } = readConfig({ ...SITE, STARLIGHT_MODELS: '', STARLIGHT_DAILY_SPEND: '5' });
    expect(problems.filter(({ reason }) => reason === 'price_unknown')).toEqual([]);
  });
});
