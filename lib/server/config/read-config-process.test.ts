import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { currentConfig, readConfig } from './read-config.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const live = { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'a-long-access-code' };

const SECRET = 'Nw5vXr8kTq2mZc7jLp4hYb9sGd3fUe6a';

beforeEach(resetRegistry);
afterEach(() => vi.unstubAllEnvs());

describe('the session secret', () => {
  const secretOf = (env: Record<string, string>) =>
    Buffer.from(readConfig(env).sessionSecret).toString('hex');

  it('is the same for the same key and codes, and differs for others', () => {
    const first = secretOf(live);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    resetRegistry();
    expect(secretOf(live)).toBe(first);
    expect(secretOf({ ...live, STARLIGHT_ACCESS_CODE: 'another-access-code' })).not.toBe(first);
    expect(secretOf({ ...live, STARLIGHT_OPERATOR_CODE: 'an-operator-code' })).not.toBe(first);
    expect(secretOf({ ...live, OPENAI_API_KEY: `${KEY}1` })).not.toBe(first);
  });

  it('comes from STARLIGHT_SESSION_SECRET when it is set, regardless of the key', () => {
    const env = { ...live, STARLIGHT_SESSION_SECRET: SECRET };
    expect(secretOf({ ...env, OPENAI_API_KEY: `${KEY}1` })).toBe(secretOf(env));
  });

  it.each([
    ['in the demo', { ...live, STARLIGHT_DEMO: '1', STARLIGHT_SESSION_SECRET: SECRET }],
    [
      'with a long key that can be guessed',
      {
        ...live,
        OPENAI_API_KEY: 'ollama-ollama-ollama-ollama',
        OPENAI_BASE_URL: 'http://localhost:1/v1',
      },
    ],
    [
      'with a key short enough to guess',
      { ...live, OPENAI_API_KEY: 'ollama', OPENAI_BASE_URL: 'http://localhost:1/v1' },
    ],
    ['without a key', { STARLIGHT_ACCESS_CODE: 'a-long-access-code' }],
  ])('is random for each process %s', (_, env) => {
    const first = secretOf(env);
    expect(secretOf(env)).toBe(first);
    resetRegistry();
    expect(secretOf(env)).not.toBe(first);
  });
});

describe('currentConfig', () => {
  it('is read once in production', () => {
    vi.stubEnv('STARLIGHT_DEMO', '1');
    const first = currentConfig();
    vi.stubEnv('STARLIGHT_RATE_LIMIT', '3');
    expect(currentConfig()).toBe(first);
  });

  it('is read again in development, but only after a change', () => {
    vi.stubEnv('NODE_ENV', 'development');
    vi.stubEnv('STARLIGHT_DEMO', '1');
    const first = currentConfig();
    expect(currentConfig()).toBe(first);
    vi.stubEnv('STARLIGHT_RATE_LIMIT', '3');
    expect(currentConfig().rateLimit).toBe(3);
  });
});
