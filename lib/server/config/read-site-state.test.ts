import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { type SessionRole, signSession } from '../session/session-token.ts';
import { currentConfig } from './read-config.ts';
import { readSiteState } from './read-site-state.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';

beforeEach(resetRegistry);
afterEach(() => vi.unstubAllEnvs());

function stubEnvironment(env: Record<string, string>): void {
  vi.stubEnv('NODE_ENV', 'production');
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

async function stateFor(role: SessionRole | null) {
  const cookie = role && `other=1; starlight=${await signSession(role, currentConfig())}`;
  return readSiteState(cookie, new Headers({ host: 'localhost:3000' }));
}

const protectedSite = {
  OPENAI_API_KEY: KEY,
  STARLIGHT_ACCESS_CODE: 'a-long-access-code',
  STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
};

describe('readSiteState', () => {
  it.each([
    [null, { mode: 'sign_in', role: 'visitor', signedIn: false, simulateAllowed: false }],
    ['anonymous', { mode: 'sign_in', role: 'visitor', signedIn: false, simulateAllowed: false }],
    ['visitor', { mode: 'chat', role: 'visitor', signedIn: true, simulateAllowed: false }],
    ['operator', { mode: 'chat', role: 'operator', signedIn: true, simulateAllowed: true }],
  ] as const)('describes a site with a code to the role %s', async (role, expected) => {
    stubEnvironment(protectedSite);
    expect(await stateFor(role)).toMatchObject({
      ...expected,
      accessRequired: true,
      operatorCodeSet: true,
      demo: false,
      development: false,
      upstreamName: 'OpenAI',
      maxBodyBytes: 4_000_000,
    });
  });

  it("gives the operator alone the provider's pages", async () => {
    stubEnvironment({
      ...protectedSite,
      OPENAI_API_KEY: 'gsk_0123456789abcdefghijklmnop',
      OPENAI_BASE_URL: 'https://api.groq.com/openai/v1',
    });
    expect((await stateFor('visitor')).upstreamPages).toBeNull();
    expect(await stateFor('operator')).toMatchObject({
      upstreamName: 'Groq',
      upstreamPages: { keys: 'https://console.groq.com/keys' },
    });
  });

  it('lets anyone into a public site, but counts nobody as signed in without a code', async () => {
    stubEnvironment({ OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1' });
    expect(await stateFor('anonymous')).toMatchObject({
      mode: 'chat',
      signedIn: false,
      role: 'visitor',
    });
  });

  it.each([
    ['closed', { ...protectedSite, STARLIGHT_CLOSED: '1' }],
    ['unprotected', { OPENAI_API_KEY: KEY }],
    ['setup', {}],
  ])('has the mode %s', async (mode, env) => {
    stubEnvironment(env);
    expect((await stateFor(null)).mode).toBe(mode);
  });

  it('makes everyone the operator in the demo and in development', async () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    expect(await stateFor(null)).toMatchObject({
      role: 'operator',
      demo: true,
      simulateAllowed: true,
    });
    resetRegistry();
    stubEnvironment({ STARLIGHT_DEMO: '0', NODE_ENV: 'development' });
    expect(await stateFor(null)).toMatchObject({
      role: 'operator',
      mode: 'setup',
      development: true,
    });
  });

  it('shows a stranger only variable names, and the operator the full problems', async () => {
    stubEnvironment({
      ...protectedSite,
      OPENAI_BASE_URL: 'nonsense',
      STARLIGHT_IDLE_TIMEOUT_MS: 'x',
    });
    expect((await stateFor(null)).problems).toEqual([{ variable: 'OPENAI_BASE_URL', reason: '' }]);
    expect((await stateFor('operator')).problems).toMatchObject([
      {
        variable: 'OPENAI_BASE_URL',
        reason: 'not_a_url',
        fix: expect.any(String),
        severity: 'error',
      },
      { variable: 'STARLIGHT_IDLE_TIMEOUT_MS', severity: 'warning' },
    ]);
  });

  it('shows a stranger no problems while chat works', async () => {
    stubEnvironment({ ...protectedSite, OPENAI_API_KEY: KEY.slice(0, 25) });
    expect((await stateFor('visitor')).problems).toEqual([]);
    expect((await stateFor('operator')).problems).toMatchObject([{ reason: 'truncated' }]);
  });

  it('contains no secrets', async () => {
    stubEnvironment({ ...protectedSite, STARLIGHT_SYSTEM_PROMPT: 'hidden prompt' });
    const state = JSON.stringify(await stateFor('operator'));
    for (const secret of [KEY, 'a-long-', 'hidden prompt']) expect(state).not.toContain(secret);
  });

  it('tells the known prices of the offered models to the operator only', async () => {
    stubEnvironment({
      ...protectedSite,
      STARLIGHT_MODELS: 'gpt-4.1,house-model,__proto__,unknown-model',
      STARLIGHT_PRICES: 'house-model=1/2',
    });
    expect((await stateFor('visitor')).prices).toBeNull();
    const { prices } = await stateFor('operator');
    expect(prices).toEqual({
      'gpt-4.1': { inputUsd: 2, cachedInputUsd: 0.5, outputUsd: 8 },
      'house-model': { inputUsd: 1, outputUsd: 2 },
    });
  });

  it('knows that simulated replies cost nothing', async () => {
    stubEnvironment({ STARLIGHT_DEMO: '1' });
    const { prices, models } = await stateFor(null);
    expect(Object.keys(prices ?? {})).toEqual(models.map(({ id }) => id));
    expect(Object.values(prices ?? {})).toEqual(models.map(() => ({ inputUsd: 0, outputUsd: 0 })));
  });
});
