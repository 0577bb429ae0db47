import { describe, expect, it } from 'vitest';
import { inspectKey } from '../key/inspect-key.ts';
import { PROVIDERS } from '../providers/find-provider.ts';
import { UPSTREAM_FAULTS } from '../upstream-faults/upstream-faults.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import type { DoctorReport } from './report/doctor-report.ts';
import { reportText } from './report/report-text.ts';
import { verdictStatus } from './report/verdict.ts';
import { runDoctor } from './run-doctor.ts';

type Upstream = { name: string; baseUrl: string; key: string };
type Answers = { models?: Partial<WireAnswer>; completion?: Partial<WireAnswer> };

/** One upstream for each provider that is not OpenAI, and one that is not in the table. */
const UPSTREAMS: Upstream[] = [
  ...PROVIDERS.filter(({ id }) => id !== 'openai').map((site) => ({
    name: site.name,
    baseUrl: site.baseUrl.replace(/YOUR-[A-Z]+/g, 'a1'),
    key: `${site.keyPrefixes[0] ?? ''}${'a1B2c3D4'.repeat(6)}`,
  })),
  { name: 'llm.example', baseUrl: 'https://llm.example/v1', key: 'Qz7vR2mK9tB4nW8zL3cF' },
];
const GROQ: Upstream = {
  name: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  key: 'gsk_a1B2c3D4a1B2c3D4',
};

const LIST = JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] });
const REPLY = JSON.stringify({ choices: [{ message: { content: 'a' }, finish_reason: 'stop' }] });
// Whoever says that the key needs a host of OpenAI's passes it on to OpenAI, so that host is right.
const NAMES_A_HOST = /\b\w{2}\.api\.openai\.com/;
const RESPONSES = UPSTREAM_FAULTS.flatMap(({ id, wire }) =>
  wire.type === 'response' && !NAMES_A_HOST.test(wire.body)
    ? [{ id, ...wire, headers: new Headers(wire.headers) }]
    : [],
);

const answerOf = (given: Partial<WireAnswer> | undefined, body: string): WireAnswer => ({
  status: 200,
  headers: new Headers({ 'content-type': 'application/json' }),
  body,
  receivedAtMs: 0,
  ...given,
});

async function examine(
  { name, baseUrl, key }: Upstream,
  { models, completion }: Answers = {},
  more: Partial<DoctorFacts> = {},
): Promise<DoctorReport> {
  const given = 'key' in more ? more.key : key;
  const facts: DoctorFacts = {
    place: 'server',
    development: false,
    demo: false,
    env: { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: given, OPENAI_ORG_ID: 'team-1' },
    shellEnv: null,
    envFiles: [],
    strayFiles: [],
    startedAtMs: 0,
    key: given,
    keyInspection: inspectKey(given, { baseUrlHost: new URL(baseUrl).host }),
    upstream: { baseUrl, name, organization: 'team-1', project: null, models: ['m'] },
    problems: [],
    readGit: async () => null,
    findKeyInBuild: async () => null,
    wire: {
      resolve: async () => ['192.0.2.1'],
      connect: async () => undefined,
      handshake: async () => 'TLSv1.3',
      request: async ({ path }) =>
        path === '/models' ? answerOf(models, LIST) : answerOf(completion, REPLY),
      peek: async () => answerOf({ status: 404 }, ''),
    },
    holdsKey: () => false,
    ...more,
  };
  for await (const event of runDoctor(facts, { signal: AbortSignal.timeout(5000) })) {
    if (event.type === 'report') return event.report;
  }
  throw new Error('the last event is the report');
}

/** The name of OpenAI where it is meant: its format, its clients, Azure's role and addresses. */
const MEANT =
  /OPENAI_[A-Z_]+|address for OpenAI clients|OpenAI's (?:two APIs|format|API)|Cognitive Services OpenAI User|https:\/\/\S+|a1\.openai\.azure\.com|(?:portal\.azure|learn\.microsoft)\.com\/\S+/g;

function expectNoOpenAi(report: DoctorReport): void {
  const text = reportText(report);
  const links = report.checks.map(({ link }) => link ?? '');
  expect([text, ...links].filter((part) => /openai\.com/i.test(part))).toEqual([]);
  expect(text.split('\n').filter((line) => /openai/i.test(line.replace(MEANT, '')))).toEqual([]);
}

describe.each(UPSTREAMS)('the doctor about $name', (upstream) => {
  it('names neither OpenAI nor its pages, whatever the key is', async () => {
    const keys = [undefined, '', 'your-key', `Bearer ${upstream.key}`, `${upstream.key}\u200b`];
    for (const key of keys) expectNoOpenAi(await examine(upstream, {}, { key }));
  });

  it('does so when everything works, and when a limit is reached', async () => {
    expectNoOpenAi(await examine(upstream));
    for (const limit of RESPONSES.filter(({ status }) => status === 429)) {
      expectNoOpenAi(await examine(upstream, { models: limit, completion: limit }));
    }
  });
});

describe('the doctor about another provider', () => {
  it.each(RESPONSES.map((fault) => [fault.id, fault] as const))(
    'names neither OpenAI nor its pages after %s',
    async (_, fault) => {
      for (const upstream of [GROQ, ...UPSTREAMS.slice(-1)]) {
        expectNoOpenAi(await examine(upstream, { models: fault, completion: fault }));
        expectNoOpenAi(await examine(upstream, { completion: fault }));
      }
    },
  );

  it('does so about a key in the history of git', async () => {
    const git = {
      trackedFiles: [],
      unignoredFiles: [],
      keyInHistory: { commit: 'a1b2c3d', file: '.env' },
      historyRead: true,
    };
    expectNoOpenAi(await examine(GROQ, {}, { readGit: async () => git }));
  });
});

describe('a limit that is reached', () => {
  const headers = new Headers({
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '12s',
  });

  it('is a warning of the rate limits, with the page of its provider', async () => {
    const report = await examine(GROQ, { completion: { headers } });
    expect(report.checks.find(({ id }) => id === 'headroom')).toMatchObject({
      status: 'warn',
      title: 'A limit is reached: only 0 of 500 requests remaining',
      link: 'https://console.groq.com/settings/limits',
    });
  });

  it('is a warning in the verdict too, not a tick', async () => {
    const body = JSON.stringify({
      error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' },
    });
    const report = await examine(GROQ, { completion: { status: 429, headers, body } });
    expect(report).toMatchObject({
      ok: true,
      verdict: 'The key is valid, but a limit is reached right now.',
    });
    expect(verdictStatus(report)).toBe('warn');
    expect(reportText(report)).toMatch(/^! The key is valid/);
  });

  it('leaves the tick to a key that works', async () => {
    const report = await examine(GROQ, {}, { upstream: { ...upstreamOf(GROQ) } });
    expect(verdictStatus(report)).toBe('pass');
  });
});

function upstreamOf({ name, baseUrl }: Upstream): DoctorFacts['upstream'] {
  return { baseUrl, name, organization: null, project: null, models: ['m'] };
}
