import { describe, expect, test } from 'vitest';
import { UPSTREAM_REASONS } from '../classify/upstream-reasons.ts';
import { type ErrorDetails, errorDetailsSchema } from '../errors/error-body.ts';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '../errors/error-kinds.ts';
import { KEY_PROBLEMS } from '../key/key-problems.ts';
import { PROVIDERS } from '../providers/find-provider.ts';
import type { ProviderPages } from '../providers/provider-site.ts';
import type { Audience, BannerContext, BannerMessage } from './catalogue-entry.ts';
import { GUESSED_ERRORS } from './entries/guessed-errors.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { OPENAI_PAGES } from './openai-pages.ts';

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const AUDIENCES: readonly Audience[] = ['visitor', 'operator'];
const PROPER_NAMES = new RegExp(
  `^(OpenAI|Starlight|Redis|OPENAI_[A-Z_]+|STARLIGHT_[A-Z_]+|gpt-5|api\\.groq\\.com|${PROVIDERS.map(({ name }) => name).join('|')})\\b`,
);

const NUMBERS: ErrorDetails = {
  limitTokens: 128_000,
  usedTokens: 204_308,
  requestedTokens: 24_754,
  limit: 1_048_576,
  used: 1_744_259,
  limitUnit: 'characters',
  limitWindow: 'minute',
};
const NAMES: ErrorDetails = {
  parameter: 'messages[12].content[3].image_url.detail',
  model: 'gpt-5',
  field: 'messages[0].content',
  host: 'eu.api.openai.com',
  scope: 'model.request',
  position: 52,
  codePoint: 8220,
  keyPrefix: 'sk-proj-',
  keyLength: 164,
  keyEnd: '9f',
};
const REASONS = [
  ...KEY_PROBLEMS,
  ...Object.keys(UPSTREAM_REASONS),
  ...['not_set', 'blank', 'other_name', 'unprotected', 'not_a_url', 'v1_missing', 'insecure_http'],
  ...['body_empty', 'body_not_json', 'body_timeout', 'tool_calls', 'something_new'],
];
const DETAILS: readonly ErrorDetails[] = [
  {},
  NUMBERS,
  NAMES,
  { ...NUMBERS, ...NAMES, variable: 'OPENAI_ORG_ID' },
  { limit: 20, used: 20, limitUnit: 'requests', limitWindow: 'day' },
  ...(['minute', 'hour', 'day', 'week', 'month'] as const).map((limitWindow) => ({ limitWindow })),
  { limit: 5, limitUnit: 'usd', limitWindow: 'day', variable: 'STARLIGHT_DAILY_SPEND' },
  { limit: 3, limitUnit: 'replies' },
  { limit: 50, limitUnit: 'requests', limitWindow: 'week' },
  { limitWindow: 'hour' },
  { limitWindow: 'month' },
  { limit: 4_000_000, limitUnit: 'bytes' },
  {
    parameter: 'a'.repeat(64),
    model: 'm'.repeat(100),
    field: 'f'.repeat(60),
    scope: 's'.repeat(60),
  },
  ...REASONS.map((reason) => ({ reason })),
  { reason: 'by_upstream' },
  { reason: 'thinking_only' },
  ...REASONS.map((reason) => ({ reason, variable: 'OPENAI_BASE_URL' })),
  ...REASONS.map((reason) => ({ reason, variable: 'OPENAI_API_KEY', ...NAMES })),
  { variable: 'STARLIGHT_SESSION_SECRET', reason: 'short_secret' },
  { variable: 'STARLIGHT_ORIGIN', reason: 'not_an_origin' },
  { variable: 'STARLIGHT_TRUSTED_PROXY_HOPS' },
];
const longest = (texts: readonly (string | null)[]) =>
  texts.reduce<string>(
    (long, text) => ((text ?? '').length > long.length ? (text ?? '') : long),
    '',
  );
const longestPage = (role: keyof ProviderPages) =>
  longest(PROVIDERS.map(({ pages }) => pages[role]));
const LONGEST_PAGES: ProviderPages = {
  keys: longestPage('keys'),
  credit: longestPage('credit'),
  limits: longestPage('limits'),
  models: longestPage('models'),
  status: longestPage('status'),
  docs: longestPage('docs'),
};
const CIRCUMSTANCES: readonly Partial<BannerContext>[] = [
  {},
  { contact: 'Ada Lovelace', retryAfterMs: 8000, model: 'gpt-5' },
  { contact: 'ada@example.org', replyHasText: true },
  { contact: 'Ada Lovelace', replyHasText: true, retryAfterMs: 9 * 24 * 3600 * 1000 },
  { contact: 'ada@example.org', replyHasText: true, retryAfterMs: 20 * 24 * 3600 * 1000 },
  { contact: 'https://help.example/starlight', replyHasText: false, offersOtherModels: false },
  {
    upstreamName: 'api.groq.com',
    model: 'meta-llama/llama-4-maverick-17b-128e-instruct',
    baseUrl: 'https://api.groq.com/openai/v1',
    hasUpstreamRequestId: true,
  },
  { upstreamName: longest(PROVIDERS.map(({ name }) => name)), upstreamPages: LONGEST_PAGES },
];

function contextsFor(audience: Audience): BannerContext[] {
  return CIRCUMSTANCES.flatMap((circumstances) =>
    DETAILS.map((details) => ({
      audience,
      contact: null,
      retryAfterMs: null,
      upstreamName: 'OpenAI',
      model: null,
      ...circumstances,
      details,
    })),
  );
}

/** Every different banner a kind can give an audience, whether it was recognized or guessed. */
function bannersOf(kind: ErrorKind, audience: Audience): BannerMessage[] {
  const entries = [ERROR_CATALOGUE[kind], GUESSED_ERRORS[kind]];
  const banners = contextsFor(audience).flatMap((context) =>
    entries.flatMap((entry) => entry?.[audience](context) ?? []),
  );
  return [...new Map(banners.map((banner) => [JSON.stringify(banner), banner])).values()];
}

const textsOf = ({ title, sentence, steps }: BannerMessage) => [title, sentence, ...steps];

test('uses details that match the schema', () => {
  for (const details of DETAILS) expect(errorDetailsSchema.safeParse(details).success).toBe(true);
});

test('has an entry for every kind and nothing else', () => {
  expect(Object.keys(ERROR_CATALOGUE).sort()).toEqual([...KINDS].sort());
});

describe.each(KINDS)('%s', (kind) => {
  const entry = ERROR_CATALOGUE[kind];

  test.each(AUDIENCES)("addresses the %s in Starlight's voice", (audience) => {
    for (const banner of bannersOf(kind, audience)) {
      for (const text of textsOf(banner)) {
        expect(text).toBe(text.trim());
        expect(text).not.toBe('');
        expect(text).not.toMatch(/!|oops|sorry|please|\s{2}|\n|\*\*|`/i);
        expect(text).not.toMatch(/\{\w*\}|\$\{|\bNaN\b|\[object|: \.|\.\./);
        if (!/undefined, null or None/.test(text)) expect(text).not.toMatch(/undefined|null/);
      }
    }
  });

  test.each(AUDIENCES)('keeps its title and sentence for the %s short', (audience) => {
    for (const { title, sentence } of bannersOf(kind, audience)) {
      expect(title).toMatch(/[^.]$/);
      expect(/^[a-z]/.test(title) || PROPER_NAMES.test(title), title).toBe(true);
      expect(title.length, title).toBeLessThanOrEqual(70);
      expect(sentence).toMatch(/^\S.*\.$/);
      expect(sentence.length, sentence).toBeLessThanOrEqual(200);
      expect(sentence.split(/(?<=\.)\s+(?=\S)/).length, sentence).toBeLessThanOrEqual(2);
    }
  });

  test.each(AUDIENCES)('gives the %s no steps or several, each one line', (audience) => {
    for (const { steps } of bannersOf(kind, audience)) {
      expect(steps).not.toHaveLength(1);
      expect(steps.length).toBeLessThanOrEqual(4);
      expect(new Set(steps).size).toBe(steps.length);
      for (const step of steps) {
        expect(step).toMatch(/^[A-Za-z].*\.$/);
        expect(step.length, step).toBeLessThanOrEqual(160);
      }
    }
  });

  test('gives only the operator a line to copy, and only one that a step asks for', () => {
    for (const { fixLine } of bannersOf(kind, 'visitor')) expect(fixLine).toBeUndefined();
    for (const { fixLine, steps } of bannersOf(kind, 'operator')) {
      if (fixLine === undefined) continue;
      expect(fixLine).toMatch(
        /^(OPENAI_BASE_URL=https:\/\/\S+\/v1|STARLIGHT_MAX_OUTPUT_TOKENS=\d+|unset OPENAI_API_KEY|curl https:\/\/\S+ -H "Auth.+)$/,
      );
      const asked = fixLine.startsWith('curl ') ? 'the curl line below' : fixLine;
      expect(steps.join(' ')).toContain(asked.replace(/^[A-Z_]+=/, ''));
    }
  });

  test('tells a visitor nothing meant for the operator', () => {
    for (const text of bannersOf(kind, 'visitor').flatMap(textsOf)) {
      expect(text).not.toMatch(/OPENAI_|STARLIGHT_|\.env|sk-|redeploy|restart \(|organization id/i);
      expect(text).not.toMatch(
        /(?<!this site's )API key|api\.|groq|doctor|Vercel|npm|platform\.openai|…/,
      );
    }
  });

  test('has a meaning and causes for the guide', () => {
    expect(entry.meaning).toMatch(/^[A-Z].*\.$/);
    expect(entry.causes.length).toBeGreaterThan(0);
    for (const cause of entry.causes) expect(cause).toMatch(/^[A-Z].*\.$/);
    for (const text of [entry.meaning, ...entry.causes]) {
      expect(text).not.toMatch(/!|oops|sorry|please|\s{2}/i);
    }
  });

  test.each(AUDIENCES)('offers the %s actions that match its advice on retrying', (audience) => {
    const actions = entry.actions[audience];
    expect(actions.length).toBeLessThanOrEqual(2);
    expect(new Set(actions).size).toBe(actions.length);
    if (entry.retry === 'never') expect(actions[0]).not.toBe('retry');
    else expect(actions).toContain('retry');
  });

  test('offers setup only to the operator', () => {
    expect(entry.actions.visitor).not.toContain('open_setup');
    if (entry.severity === 'setup') expect(entry.actions.operator).toContain('open_setup');
  });
});

test('offers Continue first if a reply was cut off', () => {
  const cutOff: ErrorKind[] = [
    'reply_truncated',
    'reply_interrupted',
    'reply_stalled',
    'reply_timeout',
    'server_restarting',
  ];
  for (const kind of cutOff) {
    expect(ERROR_CATALOGUE[kind].actions.visitor[0]).toBe('continue');
    expect(ERROR_CATALOGUE[kind].actions.operator[0]).toBe('continue');
  }
});

describe('every way a reply can end', () => {
  const endings: ErrorKind[] = [
    ...KINDS.filter((kind) => ERROR_KINDS[kind].origin === 'reply'),
    'server_restarting',
  ];

  test.each([true, false])(
    'has its own title and says what is saved (text arrived: %s)',
    (arrived) => {
      for (const audience of AUDIENCES) {
        const banners = endings.map((kind) =>
          ERROR_CATALOGUE[kind][audience]({
            audience,
            contact: null,
            details: {},
            retryAfterMs: null,
            upstreamName: 'OpenAI',
            model: null,
            replyHasText: arrived,
          }),
        );
        expect(new Set(banners.map(({ title }) => title)).size).toBe(endings.length);
        if (!arrived || audience === 'operator') continue;
        for (const { sentence } of banners) expect(sentence).toMatch(/ saved/);
      }
    },
  );

  test('offers two actions, including a retry', () => {
    for (const kind of endings) {
      const { visitor, operator } = ERROR_CATALOGUE[kind].actions;
      expect(visitor, kind).toHaveLength(2);
      expect(operator, kind).toHaveLength(2);
      expect(visitor).toContain('retry');
    }
  });
});

test('links only to OpenAI pages', () => {
  const hosts = Object.values(OPENAI_PAGES).map(({ href }) => new URL(href));
  expect(new Set(hosts.map(({ protocol }) => protocol))).toEqual(new Set(['https:']));
  expect(new Set(hosts.map(({ host }) => host))).toEqual(
    new Set([
      'platform.openai.com',
      'developers.openai.com',
      'help.openai.com',
      'status.openai.com',
    ]),
  );
});
