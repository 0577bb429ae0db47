import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as unknownPath } from '#app/api/[...path]/route.ts';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as doctor } from '#app/api/doctor/route.ts';
import { GET as health } from '#app/api/health/route.ts';
import { GET as readLog } from '#app/api/log/route.ts';
import { DELETE as endSession, POST as startSession } from '#app/api/session/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { GET as models } from '#app/v1/models/route.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { responseMemory } from '#lib/server/log/keep-response.ts';
import { registry } from '#lib/server/registry.ts';
import { DONE, delta, event } from '#tests/support/completion-events.ts';
import { operatorCredentials } from '#tests/support/forged-credentials.ts';
import {
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';
import { readAppModules } from '../unit/project/source-files.ts';

const ORIGIN = 'http://localhost:3000';
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const MODEL = 'gpt-test';
/** One line of JSON with only visible characters. */
const CLEAN_LINE = /^\{[^\p{C}\p{Zl}\p{Zp}]+\}\n$/u;

let upstream: ScriptableUpstream;
let starlight: StarlightProcess;
let operator: Record<string, string>;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(async () => {
  starlight = startStarlight({
    NODE_ENV: 'production',
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_OPERATOR_CODE: 'a-long-operator-code',
    STARLIGHT_MODELS: MODEL,
    STARLIGHT_TEAM_TOKENS: `bot:${TEAM_TOKEN}`,
    STARLIGHT_RATE_LIMIT: '1000000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '1000000',
  });
  operator = await operatorCredentials(currentConfig());
});
afterEach(() => vi.unstubAllEnvs());

/** What breaks lines, controls terminals or changes text direction, among harmless characters. */
const HOSTILE = [
  ...['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\u000b', '\u000c'],
  ...['\u001b', '\u001b[2J', '\u009b31m', '\u0000', '\u0007', '\u0008', '\u007f'],
  ...['\u202e', '\u2066', '\u2069', '\u200f', '\u200b', '\ufeff', '\ud800', '\udc00', '\u{e0001}'],
  ...['"', '\\', '{"event":"request"}', 'a', 'é', '😀', ' '],
];
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...HOSTILE), minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'binary', minLength: 1 }),
);

/** The part of a text that a header can carry. */
const asHeader = (text: string) => text.replaceAll(/[\0\r\n]|[^\0-\xff]/g, '');
/** The part of a text that an address can carry. */
const asQuery = (text: string) => encodeURIComponent(text.toWellFormed());

function send(path: string, text: string, body: unknown, more: Record<string, string> = {}) {
  const header = asHeader(text);
  const named = [
    'user-agent',
    'x-request-id',
    'x-client-request-id',
    'referer',
    'accept',
    'x-forwarded-for',
  ];
  return new Request(ORIGIN + path, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      ...Object.fromEntries(named.map((name) => [name, header])),
      host: 'localhost:3000',
      origin: ORIGIN,
      'content-type': 'application/json',
      ...more,
    },
  });
}

/** Everything a client can send, with the text in each field. */
function requestsWith(text: string): Promise<Response>[] {
  const messages = [{ role: 'user', content: text }];
  const header = asHeader(text);
  const bearer = { authorization: `Bearer ${TEAM_TOKEN}` };
  const query = `?${asQuery(text)}=${asQuery(text)}&kind=${asQuery(text)}`;
  const tail = `/${asQuery(text)}`;
  return [
    chat(send(`/api/chat${query}`, text, { messages })),
    chat(send('/api/chat', text, { messages, model: text })),
    chat(send('/api/chat', text, { messages, turnId: text })),
    chat(send('/api/chat', text, { messages, [text]: text })),
    chat(send('/api/chat', text, { messages }, { origin: header, 'content-type': header })),
    chat(send('/api/chat', text, { messages }, { cookie: `starlight=${header}` })),
    complete(send(`/v1/chat/completions${query}`, text, { messages, model: MODEL }, bearer)),
    complete(send('/v1/chat/completions', text, { messages, stream: true, user: text }, bearer)),
    complete(send('/v1/chat/completions', text, { messages, model: text }, bearer)),
    complete(send('/v1/chat/completions', text, { [text]: text }, { authorization: header })),
    models(send(`/v1/models${query}`, text, undefined, { authorization: `Bearer ${header}` })),
    startSession(send('/api/session', text, { code: text, [text]: text })),
    endSession(send('/api/session', text, undefined, { origin: header })),
    doctor(send('/api/doctor', text, { check: text }, operator)),
    readLog(send(`/api/log${query}`, text, undefined, operator)),
    health(send(`/api/health${query}`, text, undefined)),
    unknownPath(send(`/api${tail}`, text, {})),
  ];
}

/** Everything an upstream can answer, with the text in each field. */
function responsesWith(text: string): Script[] {
  const error = { message: text, type: text, code: text, param: text };
  const header = asHeader(text);
  const headers = { 'x-request-id': header, 'retry-after': header, 'openai-organization': header };
  const chunk = (more: object) =>
    event({ id: text, object: text, model: text, choices: [], ...more });
  const finished = chunk({ choices: [{ index: 0, delta: {}, finish_reason: text }] });
  return [
    rawAnswer(`400 ${header}`, headers, JSON.stringify({ error })),
    rawAnswer('401 no', headers, JSON.stringify({ error: text, detail: text })),
    rawAnswer('503 no', headers, text),
    rawAnswer('302 no', { ...headers, location: header }, text),
    rawAnswer('200 OK', headers, JSON.stringify({ error })),
    rawAnswer('200 OK', { ...headers, 'content-type': header }, `data: ${text}\n\n`),
    rawAnswer('200 OK', headers, delta('hi') + event({ error })),
    rawAnswer('200 OK', headers, delta(text) + finished + DONE),
    rawAnswer('200 OK', headers, delta(text) + chunk({ usage: { prompt_tokens: text } }) + DONE),
  ];
}

function rawAnswer(status: string, headers: Record<string, string>, body: string): Script {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return async ({ raw, cut }) => {
    const length = `content-length: ${Buffer.byteLength(body)}`;
    await raw(Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('')}${length}\r\n\r\n`, 'latin1'));
    await raw(body);
    cut();
  };
}

async function settle(response: Promise<Response>): Promise<void> {
  await (await response).text().catch(() => 'a stream that was broken on purpose');
}

describe('whatever a client or an upstream sends', () => {
  it('each request writes one log line, and nothing else is logged', async () => {
    const scenario = fc.tuple(hostile, hostile, fc.nat(8));
    await fc.assert(
      fc.asyncProperty(scenario, async ([clientText, upstreamText, scriptIndex]) => {
        starlight.rawLog.length = 0;
        responseMemory().lines.clear();
        // Each run starts a new minute of the log sampler.
        registry().slots.delete('log sampler');
        const script = responsesWith(upstreamText)[scriptIndex];
        if (script) upstream.respond(script);
        const sent = requestsWith(clientText);
        await Promise.all(sent.map(settle));
        await vi.waitFor(() => expect(starlight.requestLines()).toHaveLength(sent.length));
        for (const line of starlight.rawLog) expect(line).toMatch(CLEAN_LINE);
        await expectCleanExport(sent.length - 3);
      }),
      { numRuns: 40 },
    );
  });
});

/** Checks the export, which omits health checks and readings of the log and counts unknown paths. */
async function expectCleanExport(entries: number): Promise<void> {
  const request = send('/api/log?format=jsonl', '', undefined, operator);
  const [counts = '', ...lines] = (await (await readLog(request)).text())
    .split(/(?<=\n)/)
    .reverse();
  expect(counts).toMatch(CLEAN_LINE);
  expect(JSON.parse(counts)).toMatchObject({ notKept: { unknownPaths: 1 } });
  expect(lines).toHaveLength(entries);
  for (const line of lines) {
    expect(line).toMatch(CLEAN_LINE);
    expect(JSON.parse(line)).toHaveProperty('requestId');
  }
}

describe('a log line', () => {
  // The property above is about `writeLogLine`; this shows that nothing bypasses it.
  it('is written in one place, by server code', () => {
    const writers = (pattern: RegExp) =>
      readAppModules()
        .filter(
          // Replies of the demo are text, some of it about code.
          ({ path }) => !/\.test\.tsx?$|^lib\/server\/demo\/(replies|samples)\//.test(path),
        )
        .filter(({ text }) => pattern.test(text))
        .map(({ path }) => path);
    // Replaces what other code prints with our own lines.
    const guard = 'lib/server/log/guard-output.ts';
    expect(writers(/\bconsole(\.\w+\(|\[)/)).toEqual([guard]);
    expect(writers(/process\.(stdout|stderr)\b/)).toEqual(['lib/server/registry.ts']);
    expect(writers(/\.writeLine\b/)).toEqual([guard, 'lib/server/log/log.ts']);
    expect(writers(/\b(write(Log|Printed)Line|logOperatorHint|createRequestLog)\(/).sort()).toEqual(
      [
        'lib/server/http/api-route.ts',
        'lib/server/http/development/guard-development-server.ts',
        'lib/server/http/direct/direct-routes.ts',
        'lib/server/http/refuse-request.ts',
        'lib/server/http/request-filter.ts',
        'lib/server/http/watch-connections.ts',
        guard,
        'lib/server/log/log.ts',
        'lib/server/models/offered-models.ts',
        'lib/server/process/shutdown.ts',
        'lib/server/process/start-server.ts',
        'lib/server/store/store-for-config.ts',
      ],
    );
  });
});
