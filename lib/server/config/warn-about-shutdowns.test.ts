import { beforeEach, describe, expect, it } from 'vitest';
import { MODEL_SHUTDOWN } from '#lib/core/models/model-shutdown.ts';
import { resetRegistry } from '../registry.ts';
import { readConfig } from './read-config.ts';

const SITE = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'Zj5kVh2gXf9dCa7sQe4r',
};
const warnings = (env: Record<string, string>) =>
  readConfig({ ...SITE, ...env }).problems.filter(({ reason }) => reason === MODEL_SHUTDOWN);

beforeEach(resetRegistry);

describe('a model that OpenAI shuts down', () => {
  it('causes a warning with its date, and chat stays on', () => {
    const env = { STARLIGHT_MODELS: 'gpt-6.1-sol,o1,gpt-4o-2024-08-06' };
    expect(warnings(env).map(({ problem, severity }) => [problem, severity])).toEqual([
      [expect.stringContaining('o1 is 2026-10-23'), 'warning'],
      [expect.stringContaining('gpt-4o-2024-08-06 is 2027-01-14'), 'warning'],
    ]);
    expect(readConfig({ ...SITE, ...env }).mode).toBe('live');
  });

  it('is not among the default models', () => {
    expect(warnings({})).toEqual([]);
  });

  it('may live on at another provider and in the demo', () => {
    const models = { STARLIGHT_MODELS: 'gpt-4o' };
    expect(warnings({ ...models, OPENAI_BASE_URL: 'https://openrouter.ai/api/v1' })).toEqual([]);
    expect(warnings({ ...models, STARLIGHT_DEMO: '1' })).toEqual([]);
  });
});
