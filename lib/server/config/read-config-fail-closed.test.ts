import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import type { Config } from './config.ts';
import { isGuard } from './guarding-variables.ts';
import { STARLIGHT_VARIABLES } from './known-variables.ts';
import { readConfig } from './read-config.ts';

const KEY = 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z';
const CODE = 'Zj5kVh2gXf9dCa7sQe4r';
const TOKEN = 'team-token-of-thirty-two-letters';
const live = {
  OPENAI_API_KEY: KEY,
  STARLIGHT_ACCESS_CODE: CODE,
  STARLIGHT_TEAM_TOKENS: `bot:${TOKEN}`,
};

/** Every variable that limits money or access, with a valid value. */
const VALID_VALUES: Record<string, string> = {
  OPENAI_BASE_URL: 'https://llm.example/v1',
  OPENAI_ORG_ID: 'org-12345',
  OPENAI_PROJECT_ID: 'proj_12345',
  REDIS_URL: 'rediss://default:xK8wQ2nV5tR9@store.example:6379',
  STARLIGHT_ACCESS_CODE: 'xK8wQ2nV5tR9bM3hL6pJ',
  STARLIGHT_DAILY_SPEND: '2',
  STARLIGHT_DAILY_TOKENS: '1000',
  STARLIGHT_DEMO: '1',
  STARLIGHT_GLOBAL_RATE_LIMIT: '9',
  STARLIGHT_MAX_BODY_BYTES: '2000',
  STARLIGHT_MAX_OUTPUT_TOKENS: '100',
  STARLIGHT_MAX_THINKING_TOKENS: '200',
  STARLIGHT_MODELS: 'gpt-cheap',
  STARLIGHT_OPERATOR_CODE: 'uF4zD7yT2cW6sG9vN1aB',
  STARLIGHT_ORIGIN: 'https://talk.example',
  STARLIGHT_PRICES: 'gpt-cheap=1/0.1/2',
  STARLIGHT_RATE_LIMIT: '3',
  STARLIGHT_SESSION_SECRET: 'mP3xR8kT6wY1qZ5vC9nB2hL7dF4jG0sA',
  STARLIGHT_STATE_FILE: '/var/lib/starlight/state.db',
  STARLIGHT_TEAM_RATE_LIMITS: 'bot:2',
  STARLIGHT_TEAM_SHARES: 'bot:5',
  STARLIGHT_TEAM_TOKENS: 'bot:a-different-token-of-thirty-two-x',
  STARLIGHT_TRUSTED_PROXY_HOPS: '1',
};
const NUMBERS = Object.keys(VALID_VALUES).filter(
  (variable) => /^\d+$/.test(VALID_VALUES[variable] ?? '') && variable !== 'STARLIGHT_DEMO',
);

const MAY_BE_ZERO = ['STARLIGHT_TRUSTED_PROXY_HOPS', 'STARLIGHT_MAX_THINKING_TOKENS'];

const QUOTES: [string, string][] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['＂', '＂'],
];

const read = (env: Record<string, string>): Config => readConfig({ ...live, ...env });

/** Expects chat to be off and the problem to be reported to the operator without the value. */
function expectOff(variable: string, value: string, word?: string): void {
  const { mode, problems } = read({ [variable]: value });
  expect(mode).toBe('not_configured');
  const own = problems.filter((problem) => problem.variable === variable);
  expect(own[0]).toMatchObject({ variable, severity: 'error' });
  if (word !== undefined) expect(`${own[0]?.problem} ${own[0]?.fix}`).toContain(word);
  const secret = VALID_VALUES[variable] ?? '';
  if (secret.length > 4) expect(JSON.stringify(problems)).not.toContain(secret);
}

beforeEach(resetRegistry);

describe('a variable that limits money or access', () => {
  it('is in this table', () => {
    expect(Object.keys(VALID_VALUES).sort()).toEqual(
      [...STARLIGHT_VARIABLES, ...Object.keys(VALID_VALUES)]
        .filter(isGuard)
        .filter((name, at, all) => all.indexOf(name) === at)
        .sort(),
    );
  });

  it.each(Object.entries(VALID_VALUES))('works with a valid value: %s', (variable, value) => {
    const { mode, problems } = read({ [variable]: value });
    expect(mode).toBe(variable === 'STARLIGHT_DEMO' ? 'demo' : 'live');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(Object.entries(VALID_VALUES))(
    'in quotes turns chat off and says "quotes": %s',
    (variable, value) => {
      for (const [open, close] of QUOTES) {
        expectOff(variable, `${open}${value}${close}`, 'quotes');
        expectOff(variable, ` ${open}${value}${close} `, 'quotes');
      }
    },
  );

  it.each(Object.keys(VALID_VALUES))(
    'turns chat off when nothing in it is visible: %s',
    (variable) => {
      for (const value of ['""', "''", '“”']) expectOff(variable, value, 'quotes');
      // This includes OPENAI_BASE_URL, although it has a default.
      expectOff(variable, '\u200b\u2060', 'invisible character');
    },
  );

  it.each(Object.keys(VALID_VALUES))('counts as unset when it is empty: %s', (variable) => {
    for (const value of ['', ' ', '\t', '\u00a0', '\ufeff']) {
      const config = read({ [variable]: value });
      expect(config).toEqual({ ...read({ [variable]: '' }), sessionSecret: config.sessionSecret });
    }
  });

  it.each(NUMBERS)('turns chat off when it is not a number: %s', (variable) => {
    const malformed = [
      ...['1,000', '1_000', '1 000', '1\u00a0000', '1\u202f000', '1.000.000', '1’000', "1'000"],
      ...['1e6', '1E6', '0x10', '50k', '5M', '$5', '5$', '5 USD', '5€', '5%', '~5', '+5', '<5'],
      ...['100 # per day', '100# per day', '#100', '100 // per day', '100;', '=100', '100,'],
      ...['1\u200b00', '\u200b100', '100\u200b', '１００', '٥٠', '-5', '-0', '−5', 'NaN'],
      ...['Infinity', '-Infinity', 'none', 'off', 'unlimited', 'null', 'undefined', 'true', '5 5'],
      ...['5\n6', `${variable}=5`, '"5', '5"', '5.', '.5', '1/2'],
    ];
    for (const value of malformed) expectOff(variable, value);
  });

  it.each(NUMBERS.filter((variable) => !MAY_BE_ZERO.includes(variable)))(
    'turns chat off when it is zero: %s',
    (variable) => {
      for (const value of ['0', '00', '0000']) expectOff(variable, value);
    },
  );

  it.each(['STARLIGHT_DAILY_TOKENS', 'STARLIGHT_DAILY_SPEND'])(
    'turns chat off when it is too large, rather than lifting the cap: %s',
    (variable) => {
      for (const value of ['9'.repeat(14), '9'.repeat(400)]) expectOff(variable, value);
    },
  );

  it.each([
    ['gpt-a gpt-b'],
    ['gpt-a;gpt-b'],
    ['gpt-a|gpt-b'],
    ['gpt-a，gpt-b'],
    ['gpt-a # the cheap one'],
    ['["gpt-a"]'],
    ['[gpt-a]'],
    ['gpt-a,"gpt-b"'],
    ['"gpt-a",gpt-b'],
    ['gpt-\u200ba'],
    ['gpt‑a'],
    ['ｇpt-a'],
    ['STARLIGHT_MODELS=gpt-a'],
    ['-gpt-a'],
    [','],
    ['a'.repeat(101)],
    ['gpt-?'],
    ['gpt-[45]*'],
    ['/^gpt/'],
    ['gpt-*;o3'],
    ['"gpt-*",o3'],
    ['gpt-\u2217'],
    ['gpt-4o,!'],
    ['gpt-4o,! gpt-*'],
    ['!gpt-*'],
    ['gpt-4o,!gpt-*'],
  ])('turns chat off: STARLIGHT_MODELS=%s', (value) => {
    expectOff('STARLIGHT_MODELS', value);
  });

  it.each([
    ['STARLIGHT_TEAM_SHARES', 'bot:"5"'],
    ['STARLIGHT_TEAM_SHARES', '"bot:5'],
    ['STARLIGHT_TEAM_SHARES', 'bot:5 # percent'],
    ['STARLIGHT_TEAM_SHARES', 'bot:5.5'],
    ['STARLIGHT_TEAM_SHARES', 'bot:-5'],
    ['STARLIGHT_TEAM_SHARES', 'bot:0'],
    ['STARLIGHT_TEAM_SHARES', 'bot:100'],
    ['STARLIGHT_TEAM_SHARES', 'bot=5'],
    ['STARLIGHT_TEAM_SHARES', 'bto:5'],
    ['STARLIGHT_TEAM_SHARES', 'bot:５'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'bot:1,000'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'bot:1_000'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'bot:5/min'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'bot: 5'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'bot:1e3'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'bot:5,bot:6'],
    ['STARLIGHT_TEAM_RATE_LIMITS', 'Bot:5'],
    ['STARLIGHT_TEAM_TOKENS', `"bot:${TOKEN}`],
    ['STARLIGHT_TEAM_TOKENS', `bot:"${TOKEN}"`],
    ['STARLIGHT_TEAM_TOKENS', `bot:${TOKEN} # of the bot`],
    ['STARLIGHT_TEAM_TOKENS', `bot:${TOKEN}\u200b`],
    ['STARLIGHT_TEAM_TOKENS', TOKEN],
    ['STARLIGHT_DEMO', 'yes'],
    ['STARLIGHT_DEMO', '1 # for now'],
    ['STARLIGHT_DEMO', '１'],
    ['STARLIGHT_ORIGIN', 'https://talk.example # the site'],
    ['OPENAI_ORG_ID', '"org-12345'],
    ['OPENAI_BASE_URL', "'https://llm.example/v1"],
  ])('turns chat off: %s=%s', (variable, value) => {
    expectOff(variable, value);
  });

  it.each(['STARLIGHT_PUBLIC', 'STARLIGHT_ALLOW_HTTP_UPSTREAM'])(
    'allows nothing while its value is unclear: %s',
    (variable) => {
      for (const value of ['"1"', '“1”', 'yes', 'on', '1 # open', '１', '\u200b1', '01', '2']) {
        const env = {
          OPENAI_API_KEY: KEY,
          OPENAI_BASE_URL: 'http://ollama:11434/v1',
          [variable]: value,
        };
        expect(readConfig(env).mode).not.toBe('live');
        const own = readConfig(env).problems.filter((problem) => problem.variable === variable);
        expect(own).toHaveLength(1);
        if (/["“]/.test(value)) expect(own[0]?.problem).toContain('quotes');
      }
    },
  );

  it('closes the site while its value is unclear: STARLIGHT_CLOSED', () => {
    for (const value of ['"1"', '"0"', '“0”', 'yes', 'no', '0 # open', '０', '0\u200b']) {
      const { mode, problems } = read({ STARLIGHT_CLOSED: value });
      expect(mode).toBe('closed');
      expect(problems).toHaveLength(1);
    }
  });
});

describe('patterns in STARLIGHT_MODELS', () => {
  it.each(['auto', '*', 'gpt-*', 'gpt-5.4,anthropic/*,!*-preview', ' auto , !gpt-* '])(
    'are read: %s',
    (value) => {
      const { mode, problems, modelSelection } = read({ STARLIGHT_MODELS: value });
      expect({ mode, problems }).toEqual({ mode: 'live', problems: [] });
      expect(modelSelection).not.toBeNull();
    },
  );

  it('are not needed for names, so the list of the upstream is not read', () => {
    expect(read({ STARLIGHT_MODELS: 'a,b,!c-*' })).toMatchObject({
      models: ['a', 'b'],
      modelSelection: null,
    });
    expect(readConfig({ STARLIGHT_DEMO: '1', STARLIGHT_MODELS: 'auto' })).toMatchObject({
      models: ['starlight-demo', 'starlight-demo-mini'],
      modelSelection: null,
    });
  });
});

describe('a variable that limits nothing', () => {
  it.each([
    ['STARLIGHT_TTFB_TIMEOUT_MS', '"5"'],
    ['STARLIGHT_IDLE_TIMEOUT_MS', '“5”'],
    ['STARLIGHT_TOTAL_TIMEOUT_MS', "'5'"],
    ['STARLIGHT_SYSTEM_PROMPT', '"Be kind."'],
    ['STARLIGHT_CONTACT', '"ada@example.com"'],
    ['STARLIGHT_RESPONSE_LOG', '"1"'],
  ])('in quotes is reported, and chat still works: %s', (variable, value) => {
    const { mode, problems, systemPrompt } = read({ [variable]: value });
    expect(mode).toBe('live');
    expect(problems).toMatchObject([{ variable, reason: 'quotes', severity: 'warning' }]);
    expect(problems[0]?.problem).toContain('quotes');
    if (variable === 'STARLIGHT_SYSTEM_PROMPT') expect(systemPrompt).toBe('"Be kind."');
  });
});
