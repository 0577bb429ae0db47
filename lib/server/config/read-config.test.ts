import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepValidDetails } from '#lib/core/errors/error-body.ts';
import { resetRegistry } from '../registry.ts';
import type { Config } from './config.ts';
import { readConfig } from './read-config.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const live = { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'a-long-access-code' };

const reasonsOf = (config: Config) => config.problems.map((p) => `${p.variable} ${p.reason}`);

beforeEach(resetRegistry);
afterEach(() => vi.unstubAllEnvs());

describe('the mode', () => {
  it.each([
    ['live', 'a key and an access code', live],
    ['live', 'a key and STARLIGHT_PUBLIC', { OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1' }],
    ['live', 'development without a code', { OPENAI_API_KEY: KEY, NODE_ENV: 'development' }],
    ['unprotected', 'a key alone', { OPENAI_API_KEY: KEY }],
    ['unprotected', 'a blank code', { OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: '  ' }],
    ['unprotected', 'STARLIGHT_PUBLIC=yes', { OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: 'yes' }],
    ['unprotected', 'NODE_ENV=test', { OPENAI_API_KEY: KEY, NODE_ENV: 'test' }],
    ['not_configured', 'nothing', {}],
    ['not_configured', 'a malformed key', { ...live, OPENAI_API_KEY: `"${KEY}"` }],
    ['not_configured', 'a malformed key without a code', { OPENAI_API_KEY: `"${KEY}"` }],
    [
      'not_configured',
      'a malformed key in development',
      { OPENAI_API_KEY: `Bearer ${KEY}`, NODE_ENV: 'development' },
    ],
    ['not_configured', 'a placeholder', { ...live, OPENAI_API_KEY: 'sk-your-key' }],
    ['not_configured', 'a blank key', { ...live, OPENAI_API_KEY: ' \n' }],
    ['not_configured', 'a bad address', { ...live, OPENAI_BASE_URL: 'nonsense' }],
    ['not_configured', 'a bad organization', { ...live, OPENAI_ORG_ID: 'org-a\nb' }],
    ['not_configured', 'a short secret', { ...live, STARLIGHT_SESSION_SECRET: 'short' }],
    ['not_configured', 'a bad origin', { ...live, STARLIGHT_ORIGIN: 'chat.example/path' }],
    ['demo', 'STARLIGHT_DEMO', { STARLIGHT_DEMO: '1' }],
    [
      'demo',
      'STARLIGHT_DEMO with everything else',
      { ...live, OPENAI_BASE_URL: 'x', STARLIGHT_DEMO: 'true' },
    ],
    ['closed', 'STARLIGHT_CLOSED', { ...live, STARLIGHT_CLOSED: '1' }],
    ['closed', 'STARLIGHT_CLOSED in the demo', { STARLIGHT_DEMO: '1', STARLIGHT_CLOSED: '1' }],
    ['closed', 'an unclear STARLIGHT_CLOSED', { ...live, STARLIGHT_CLOSED: 'yes' }],
  ] as const)('is %s with %s', (mode, _, env) => {
    expect(readConfig(env).mode).toBe(mode);
  });
});

describe('readConfig for key and upstream', () => {
  it('returns the defaults for a plain OpenAI key', () => {
    expect(readConfig(live)).toMatchObject({
      problems: [],
      apiKey: KEY,
      keyInspection: { ok: true, warnings: [] },
      baseUrl: 'https://api.openai.com/v1',
      upstreamName: 'OpenAI',
      organization: null,
      project: null,
      models: ['gpt-6.1-sol', 'gpt-6.1-terra'],
      systemPrompt: null,
      contact: null,
      maxOutputTokens: 4096,
      maxThinkingTokens: 16_384,
      maxBodyBytes: 4_000_000,
      rateLimit: 20,
      globalRateLimit: 300,
      dailyTokens: null,
      dailySpendUsd: null,
      ttfbTimeoutMs: 120_000,
      idleTimeoutMs: 60_000,
      totalTimeoutMs: 280_000,
      teamTokens: [],
      origin: null,
      trustedProxyHops: 0,
      onVercel: false,
      development: false,
    });
  });

  it('keeps a malformed key out of the configuration and says what is wrong with it', () => {
    const config = readConfig({ ...live, OPENAI_API_KEY: `${KEY.slice(0, 51)}\n${KEY.slice(51)}` });
    expect(config.apiKey).toBeNull();
    expect(config.keyInspection).toMatchObject({ kind: 'key_malformed', problem: 'line_break' });
    expect(config.problems).toEqual([
      {
        variable: 'OPENAI_API_KEY',
        reason: 'line_break',
        problem: 'The key contains a line break after character 51.',
        fix: 'Join the two lines in .env.local and restart.',
        severity: 'error',
      },
    ]);
  });

  it('checks the key against the host it is for', () => {
    const groq = { ...live, OPENAI_API_KEY: 'gsk_0123456789abcdefghijklmnop' };
    expect(readConfig(groq).apiKey).toBeNull();
    const config = readConfig({ ...groq, OPENAI_BASE_URL: 'https://api.groq.com/openai/v1/' });
    expect(config).toMatchObject({ mode: 'live', upstreamName: 'Groq' });
    expect(config.apiKey).toBe('gsk_0123456789abcdefghijklmnop');
  });

  it.each([
    ['not_set', {}],
    ['blank', { OPENAI_API_KEY: '' }],
    ['other_name', { OPENAI_KEY: KEY }],
    ['not_set', { VERCEL: '1' }],
  ])('reports a missing key with the reason %s', (reason, env) => {
    const problem = readConfig(env).problems[0];
    expect(problem).toMatchObject({ variable: 'OPENAI_API_KEY', reason, severity: 'error' });
  });

  it('names the variable that holds the key by mistake', () => {
    expect(readConfig({ OPEN_AI_KEY: KEY }).problems[0]?.fix).toBe(
      'Rename OPEN_AI_KEY to OPENAI_API_KEY.',
    );
  });

  it('says that a local server needs no key, but Starlight a value', () => {
    const [problem] = readConfig({ OPENAI_BASE_URL: 'http://localhost:11434/v1' }).problems;
    expect(problem).toMatchObject({ variable: 'OPENAI_API_KEY', reason: 'not_set' });
    expect(problem?.problem).toContain('Ollama needs no key');
    expect(problem?.fix).toContain('OPENAI_API_KEY=none');
  });

  it.each([
    ['https://r1.openai.azure.com/openai?api-version=1', 'https://r1.openai.azure.com/openai/v1'],
    ['openrouter.ai/api/v1/chat/completions', 'https://openrouter.ai/api/v1'],
    ['https://user:Secret9@api.groq.com', 'https://api.groq.com/openai/v1'],
  ])("names a provider's address exactly instead of %s", (text, correct) => {
    const { problems } = readConfig({ ...live, OPENAI_BASE_URL: text });
    const problem = problems.find(({ variable }) => variable === 'OPENAI_BASE_URL');
    expect(problem?.fix).toBe(`Set it to ${correct} and restart.`);
    expect(JSON.stringify(problems)).not.toContain('Secret9');
  });

  it('reads organization and project', () => {
    const config = readConfig({ ...live, OPENAI_ORG_ID: ' org-1 ', OPENAI_PROJECT_ID: 'proj_1' });
    expect(config).toMatchObject({ organization: 'org-1', project: 'proj_1' });
  });

  it('allows plain http to another machine only with STARLIGHT_ALLOW_HTTP_UPSTREAM', () => {
    const env = { ...live, OPENAI_API_KEY: 'ollama', OPENAI_BASE_URL: 'http://ollama:11434/v1' };
    expect(readConfig(env).mode).toBe('not_configured');
    const allowed = readConfig({ ...env, STARLIGHT_ALLOW_HTTP_UPSTREAM: '1' });
    expect(allowed).toMatchObject({ mode: 'live', upstreamName: 'ollama:11434' });
  });

  it('ignores key and address in the demo', () => {
    const config = readConfig({
      ...live,
      STARLIGHT_DEMO: '1',
      OPENAI_BASE_URL: 'https://evil.test',
    });
    expect(config).toMatchObject({ apiKey: null, baseUrl: 'https://api.openai.com/v1' });
    expect(config.models).toEqual(['starlight-demo', 'starlight-demo-mini']);
    expect(config.problems).toEqual([]);
  });
});

describe('readConfig for numbers', () => {
  it.each([
    ['STARLIGHT_MAX_OUTPUT_TOKENS', 'maxOutputTokens', '500', 500],
    ['STARLIGHT_MAX_THINKING_TOKENS', 'maxThinkingTokens', '0', 0],
    ['STARLIGHT_MAX_BODY_BYTES', 'maxBodyBytes', '250000', 250_000],
    ['STARLIGHT_RATE_LIMIT', 'rateLimit', ' 7 ', 7],
    ['STARLIGHT_GLOBAL_RATE_LIMIT', 'globalRateLimit', '70', 70],
    ['STARLIGHT_DAILY_TOKENS', 'dailyTokens', '1000000', 1_000_000],
    ['STARLIGHT_DAILY_SPEND', 'dailySpendUsd', '2.50', 2.5],
    ['STARLIGHT_TTFB_TIMEOUT_MS', 'ttfbTimeoutMs', '1', 1],
    ['STARLIGHT_IDLE_TIMEOUT_MS', 'idleTimeoutMs', '2', 2],
    ['STARLIGHT_TOTAL_TIMEOUT_MS', 'totalTimeoutMs', '3', 3],
    ['STARLIGHT_TRUSTED_PROXY_HOPS', 'trustedProxyHops', '2', 2],
  ] as const)('reads %s', (variable, field, text, value) => {
    const config = readConfig({ ...live, [variable]: text });
    expect(config[field]).toBe(value);
    expect(config.problems).toEqual([]);
  });

  it.each([
    ['STARLIGHT_MAX_OUTPUT_TOKENS', 'maxOutputTokens'],
    ['STARLIGHT_MAX_THINKING_TOKENS', 'maxThinkingTokens'],
    ['STARLIGHT_MAX_BODY_BYTES', 'maxBodyBytes'],
    ['STARLIGHT_RATE_LIMIT', 'rateLimit'],
    ['STARLIGHT_GLOBAL_RATE_LIMIT', 'globalRateLimit'],
    ['STARLIGHT_TOTAL_TIMEOUT_MS', 'totalTimeoutMs'],
  ] as const)('uses the default of %s when the number is too large', (variable, field) => {
    const config = readConfig({ ...live, [variable]: '99999999999999' });
    expect(config.mode).toBe('live');
    expect(config[field]).toBe(readConfig(live)[field]);
    expect(config.problems).toMatchObject([{ variable, severity: 'warning' }]);
  });
});

describe('readConfig for models, contact and prompt', () => {
  it('reads a list, lists each model once, and drops what is not a model ID', () => {
    const config = readConfig({ ...live, STARLIGHT_MODELS: ' a-1, b/2:free ,a-1,, <x> ' });
    expect(config.models).toEqual(['a-1', 'b/2:free']);
    expect(reasonsOf(config)).toEqual(['STARLIGHT_MODELS not_a_model_id']);
  });

  it.each([
    'gpt-oss:20b',
    'ft:gpt-4o-mini-2024-07-18:my-org::AbC123',
    'meta-llama/llama-3.3-70b-instruct:free',
    'accounts/fireworks/models/llama-v3p1-8b-instruct',
    'hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M',
    'qwen2.5-7b-instruct@q4_k_m',
    '@cf/meta/llama-3.1-8b-instruct',
    '@preset/support',
    '~anthropic/claude-sonnet-latest',
    '/models/llama-3',
    '../models/llama.gguf',
    'command-r+',
  ])('accepts the model ID %s', (id) => {
    const config = readConfig({ ...live, STARLIGHT_MODELS: `gpt-6.1-sol,${id}` });
    expect(config).toMatchObject({ mode: 'live', models: ['gpt-6.1-sol', id], problems: [] });
    expect(keepValidDetails({ model: id })).toEqual({ model: id });
  });

  it.each([' , ', '<x>'])('falls back to the default for %j', (list) => {
    expect(readConfig({ ...live, STARLIGHT_MODELS: list }).models[0]).toBe('gpt-6.1-sol');
  });

  it('lets the demo offer other names', () => {
    expect(readConfig({ STARLIGHT_DEMO: '1', STARLIGHT_MODELS: 'x' }).models).toEqual(['x']);
  });

  it('keeps the contact on one line', () => {
    expect(readConfig({ ...live, STARLIGHT_CONTACT: ' Ada\n<ada@example> ' }).contact).toBe(
      'Ada <ada@example>',
    );
  });

  it('keeps the system prompt unchanged', () => {
    const env = { ...live, STARLIGHT_SYSTEM_PROMPT: 'Be kind.\nBe brief.' };
    expect(readConfig(env).systemPrompt).toBe('Be kind.\nBe brief.');
  });
});

describe('the response log', () => {
  it.each([
    [undefined, true],
    [' ', true],
    ['1', true],
    ['0', false],
    ['false', false],
    ['off', false],
  ])('with STARLIGHT_RESPONSE_LOG=%j is kept: %j', (value, kept) => {
    const config = readConfig({ ...live, STARLIGHT_RESPONSE_LOG: value });
    expect(config.responseLog).toBe(kept);
    expect(reasonsOf(config)).toEqual(value === 'off' ? ['STARLIGHT_RESPONSE_LOG not_a_flag'] : []);
  });
});
