import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';

const KEY = 'sk-proj-aB3dE5gH7jK9mN1pQ2rT3BlbkFJxR8sZ2uV6wX4yZ0cF7hL1nP5tWq9f';
const SECOND_KEY = 'gsk_q7Yc4Rm9Xk2Lw8Zt5Vb3Nj6Hf1Dg0Ps';
const SECOND = `https://llm.example/v1 ${SECOND_KEY}`;

function read(value: string, env: Record<string, string> = {}) {
  const config = readConfig({
    OPENAI_API_KEY: KEY,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_FALLBACK: value,
    ...env,
  });
  const problems = config.problems.filter(({ variable }) => variable === 'STARLIGHT_FALLBACK');
  return { ...config, problems };
}

describe('STARLIGHT_FALLBACK', () => {
  it('names a second upstream and key for a model', () => {
    const { fallbacks, problems } = read(`gpt-test ${SECOND}`);
    expect(problems).toEqual([]);
    expect(fallbacks).toEqual([
      {
        model: 'gpt-test',
        baseUrl: 'https://llm.example/v1',
        apiKey: SECOND_KEY,
        modelThere: null,
      },
    ]);
  });

  it('can have another name for the model, and an entry for every other model', () => {
    const { fallbacks } = read(`gpt-test  ${SECOND} vendor/gpt-test,\n * ${SECOND}, `);
    expect(fallbacks).toMatchObject([
      { model: 'gpt-test', modelThere: 'vendor/gpt-test' },
      { model: '*', modelThere: null },
    ]);
  });

  it.each([
    ['gpt-test https://llm.example/v1', 'fallback_form'],
    [`gpt-test ${SECOND} there more`, 'fallback_form'],
    [`?? ${SECOND}`, 'fallback_model'],
    [`gpt-test ${SECOND} ??`, 'fallback_model'],
    [`gpt-test llm.example/v1 ${SECOND_KEY}`, 'address_scheme_missing'],
    [`gpt-test http://llm.example/v1 ${SECOND_KEY}`, 'address_insecure_http'],
    [`gpt-test https://user:pass@llm.example/v1 ${SECOND_KEY}`, 'address_credentials_in_url'],
    [`gpt-test https://api.openai.com/v1/models ${KEY}`, 'address_endpoint_in_url'],
    ['gpt-test https://api.openai.com/v1 sk-…', 'key_'],
    [`gpt-test https://api.openai.com/v1 ${KEY}`, 'fallback_same'],
    [`"gpt-test ${SECOND}"`, 'quotes'],
  ])('is reported, and not used, for %s', (value, reason) => {
    const { fallbacks, problems, mode } = read(value);
    expect(fallbacks).toEqual([]);
    expect(problems[0]?.reason).toContain(reason);
    expect(JSON.stringify(problems)).not.toMatch(/gsk_q|llm\.example|3BlbkFJ/);
    // It limits neither money nor access.
    expect(mode).toBe('live');
  });

  it('reports a second entry for one model by its number', () => {
    const { fallbacks, problems } = read(`gpt-test ${SECOND}, gpt-test ${SECOND} other`);
    expect(fallbacks).toHaveLength(1);
    expect(problems).toMatchObject([{ reason: 'fallback_twice' }]);
    expect(problems[0]?.problem).toContain('Entry 2');
  });

  it('is not used without a price if a cap in dollars is set', () => {
    const cap = { STARLIGHT_DAILY_SPEND: '5' };
    expect(read(`gpt-test ${SECOND} house-model`, cap)).toMatchObject({
      fallbacks: [],
      problems: [{ reason: 'price_unknown' }],
    });
    const priced = { ...cap, STARLIGHT_PRICES: 'house-model=1/2' };
    expect(read(`gpt-test ${SECOND} house-model`, priced).fallbacks).toHaveLength(1);
  });

  it('is not read in the demo', () => {
    expect(read('nonsense', { STARLIGHT_DEMO: '1' })).toMatchObject({
      fallbacks: [],
      problems: [],
    });
  });
});
