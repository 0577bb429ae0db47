import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { registry } from '#lib/server/registry.ts';
import { createUpstream } from '#lib/server/upstream/create-upstream.ts';
import { createRetryClock, type RetryClock } from '#lib/server/upstream/request/retry-clock.ts';
import { upstreamFetch } from '#lib/server/upstream/request/upstream-fetch.ts';
import type { UpstreamDeadlines } from '#lib/server/upstream/upstream.ts';
import { collectReply } from '#tests/support/collect-reply.ts';
import { delta, event, reply } from '#tests/support/completion-events.ts';
import { createHurriedClock, type HurriedClock } from '#tests/support/hurried-clock.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  answer,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import {
  pageRequest,
  type StarlightProcess,
  startStarlight,
} from '#tests/support/starlight-process.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const HELLO = { messages: [{ role: 'user', content: 'hello' }] };
const OK = stream(reply('hi'));

let upstream: ScriptableUpstream;
let starlight: StarlightProcess;
let clock: HurriedClock;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  start();
});
afterEach(() => vi.unstubAllEnvs());

function start(env: Record<string, string> = {}): void {
  starlight = startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}`,
    ...env,
  });
  clock = createHurriedClock();
  installClock(clock);
}

function installClock(used: RetryClock): void {
  registry().slots.set('retry-clock', used);
}

/** Answers each request by the next script, and what is beyond the last one by that. */
function respondInTurn(...scripts: [Script, ...Script[]]): void {
  let at = 0;
  upstream.respond((exchange) => {
    const script = scripts[Math.min(at, scripts.length - 1)];
    at += 1;
    return script?.(exchange);
  });
}

function ask(body: unknown = HELLO, init: RequestInit = {}): Promise<Response> {
  return chat(pageRequest('/api/chat', body, { signal: init.signal ?? null }));
}

async function errorOf(response: Response): Promise<ErrorBody> {
  return (await response.json()).error;
}

/** The text of a reply that must succeed. */
async function textOf(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  const { text, events } = await readChatResponse(response);
  expect(events.at(-1)).toMatchObject({ type: 'done' });
  return text;
}

/** In one piece, so that the connection is free again as soon as the reply has been read. */
function wholeAnswer(body: string): string {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const reset: Script = (exchange) => exchange.reset();
const cutInHeaders: Script = async ({ raw, cut }) => {
  await raw('HTTP/1.1 200 OK\r\ncontent-type: text/eve');
  cut();
};

describe('a failure that passes', () => {
  it.each<[string, Script]>([
    ['a 503', answer(503, { error: { message: 'x', code: 'server_is_overloaded' } })],
    ['a 500', answer(500, {})],
    ['a page with a 502', answer(502, '<html><h1>502 Bad Gateway</h1></html>')],
    ['a 504', answer(504, '')],
    ['a 408', answer(408, {})],
    ['a connection that is reset', reset],
    ['a connection that is closed', ({ cut }) => cut()],
  ])('is never seen: %s, then a reply', async (_name, script) => {
    respondInTurn(script, OK);
    expect(await textOf(await ask())).toBe('hi');
    expect(upstream.requests).toHaveLength(2);
    expect(clock.waits).toEqual([250]);
    expect(starlight.requestLines()).toHaveLength(1);
    expect(starlight.requestLines()[0]).toMatchObject({ status: 200, retries: 1 });
  });

  it('leaves a reply that was asked for in the same words and accepted once', async () => {
    let accepted = 0;
    respondInTurn(answer(500, {}), reset, (exchange) => {
      accepted += 1;
      return OK(exchange);
    });
    expect(await textOf(await ask())).toBe('hi');
    const [first, ...again] = upstream.requests.map(({ body }) => body);
    expect(again).toEqual([first, first]);
    expect(JSON.parse(first ?? '').messages).toEqual(HELLO.messages);
    expect(accepted).toBe(1);
  });

  it('is not seen where the upstream had closed a connection that was kept', async () => {
    // An upstream of its own, so that there is one connection to reuse.
    const other = await startScriptableUpstream();
    start({ OPENAI_BASE_URL: other.url });
    other.respond(({ raw }) => raw(wholeAnswer(reply('hi'))));
    expect(await textOf(await ask())).toBe('hi');
    // What a client meets that writes at the moment its idle connection is closed.
    other.respond(async (exchange) => {
      other.respond(OK);
      exchange.reset();
    });
    expect(await textOf(await ask())).toBe('hi');
    // Both came over the connection that was reset.
    await other.requests[0]?.closed;
    expect(other.requests).toHaveLength(3);
    await other.close();
  });

  it('goes with a repair, which counts as no retry', async () => {
    const refused = answer(400, {
      error: { message: 'x', code: 'unsupported_value', param: 'temperature' },
    });
    respondInTurn(answer(500, {}), refused, answer(503, {}), OK);
    expect(await textOf(await ask({ ...HELLO, temperature: 0.3 }))).toBe('hi');
    expect(clock.waits).toEqual([250, 500]);
    expect(starlight.requestLines()[0]).toMatchObject({ retries: 3 });
  });
});

describe('a failure that stays', () => {
  it('is shown as it was the third time, after three requests', async () => {
    respondInTurn(
      answer(500, {}),
      answer(502, '<html>'),
      answer(503, {}, { 'x-request-id': 'req_third' }),
      OK,
    );
    const response = await ask();
    expect(response.status).toBe(503);
    expect(await errorOf(response)).toMatchObject({
      kind: 'overloaded',
      upstreamRequestId: 'req_third',
    });
    expect(upstream.requests).toHaveLength(3);
    expect(starlight.requestLines()).toHaveLength(1);
    expect(starlight.requestLines()[0]).toMatchObject({ kind: 'overloaded', retries: 2 });
    expect(registry().openReplies.size).toBe(0);
  });

  it.each<[number, string, object, Record<string, string>?]>([
    [429, 'rate_limited', { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '1' }],
    [429, 'quota_exhausted', { error: { code: 'insufficient_quota' } }],
    [429, 'spend_limit_reached', { error: { code: 'project_spend_limit_exceeded' } }],
    [429, 'request_too_large', { error: { message: 'Request too large for gpt-test' } }],
    [400, 'bad_request', { error: { code: 'invalid_type' } }],
    [401, 'key_invalid', { error: { code: 'invalid_api_key' } }],
    [403, 'region_unsupported', { error: { code: 'unsupported_country_region_territory' } }],
    [404, 'model_not_found', { error: { code: 'model_not_found' } }],
    [500, 'server_error', {}, { 'x-should-retry': 'false' }],
    [503, 'overloaded', { error: { code: 'slow_down' } }],
  ])('is asked about once: %i %s', async (status, kind, body, headers) => {
    upstream.respond(answer(status, body, headers));
    const response = await ask();
    expect((await errorOf(response)).kind).toBe(kind);
    expect(upstream.requests).toHaveLength(1);
    expect(starlight.requestLines()[0]).not.toHaveProperty('retries');
  });

  it('is asked about once where the certificate is wrong', async () => {
    start({ OPENAI_BASE_URL: upstream.url.replace('http:', 'https:') });
    expect((await errorOf(await ask())).kind).toBe('tls_failure');
    expect(clock.waits).toEqual([]);
  });

  it('is asked about twice where nobody listens', async () => {
    const closed = await startScriptableUpstream();
    await closed.close();
    start({ OPENAI_BASE_URL: closed.url });
    expect((await errorOf(await ask())).kind).toBe('connection_refused');
    expect(clock.waits).toEqual([125]);
  });
});

describe('what the upstream asks for', () => {
  it.each([
    [{ 'retry-after': '1' }, 1250],
    [{ 'retry-after-ms': '300' }, 550],
    [{ 'retry-after': '1', 'x-should-retry': 'true' }, 1250],
  ])('is waited for: %j', async (headers, waitMs) => {
    respondInTurn(answer(503, {}, headers), OK);
    expect(await textOf(await ask())).toBe('hi');
    expect(clock.waits).toEqual([waitMs]);
  });

  it('is told to the visitor instead where it is long', async () => {
    upstream.respond(answer(503, {}, { 'retry-after': '60' }));
    const response = await ask();
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await errorOf(response)).toMatchObject({ kind: 'overloaded', retryAfterMs: 60_000 });
    expect(upstream.requests).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });
});

describe('the deadline for the first byte', () => {
  /** Asks an upstream that fails once, where the first attempt takes `tookMs` by the clock of retries. */
  function askAfter(tookMs: number, deadlines: Pick<UpstreamDeadlines, 'ttfbMs' | 'totalMs'>) {
    respondInTurn(answer(503, {}), OK);
    let now = 0;
    const { stream } = createUpstream({
      apiKey: KEY,
      baseUrl: upstream.url,
      organization: null,
      project: null,
      async fetch(input, init) {
        const response = await upstreamFetch(input, init);
        now += tookMs;
        return response;
      },
      deadlines: { ...deadlines, idleMs: 60_000 },
      retries: { ...clock, now: () => now },
    });
    const call = { signal: new AbortController().signal, clientRequestId: 'sl_test' };
    const asked = { messages: [{ role: 'user' as const, content: 'hi' }], maxOutputTokens: 9 };
    return collectReply(stream({ ...asked, model: 'gpt-test' }, call));
  }

  it.each([
    { ttfbMs: 120_000, totalMs: 280_000 },
    { ttfbMs: 280_000, totalMs: 120_000 },
  ])('or for all of it leaves a retry as much time as the failure took: %j', async (deadlines) => {
    expect(await askAfter(59_000, deadlines)).toMatchObject({ text: 'hi', failure: null });
    expect(upstream.requests).toHaveLength(2);
    upstream.requests.length = 0;
    expect((await askAfter(61_000, deadlines)).failure?.kind).toBe('overloaded');
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('after a 200 nothing is sent again, since it may be billed', () => {
  const begun: [string, string, Script][] = [
    ['its first event is an error', 'server_error', stream(event({ error: { message: 'x' } }))],
    ['it is empty', 'reply_empty', stream()],
    ['it is a document with an error', 'bad_gateway', answer(200, { error: { code: 502 } })],
    ['it breaks within its headers', 'reply_interrupted', cutInHeaders],
    [
      'it breaks before its first byte',
      'reply_interrupted',
      async ({ head, reset }) => {
        await head(200, { 'content-type': 'text/event-stream' });
        reset();
      },
    ],
    [
      'a 100 that nobody asked for comes before it',
      'reply_invalid',
      ({ raw }) => raw('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'),
    ],
    ['its headers are too long', 'bad_gateway', answer(200, {}, { 'x-long': 'x'.repeat(100_000) })],
  ];

  it.each(begun)('also where %s: %s', async (_name, kind, script) => {
    respondInTurn(script, OK);
    expect((await errorOf(await ask())).kind).toBe(kind);
    expect(upstream.requests).toHaveLength(1);
  });

  it('also where it breaks in the middle', async () => {
    respondInTurn(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      reset();
    }, OK);
    const { text, events } = await readChatResponse(await ask());
    expect(text).toBe('half');
    expect(events.at(-1)).toMatchObject({ error: { kind: 'reply_interrupted' } });
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a visitor who leaves during the wait', () => {
  it('ends it at once, and nothing more is sent', async () => {
    const asleep = Promise.withResolvers<void>();
    const { sleep } = createRetryClock();
    installClock({
      ...clock,
      sleep(_ms, signal) {
        asleep.resolve();
        return sleep(600_000, signal);
      },
    });
    upstream.respond(answer(500, {}));
    const visitor = new AbortController();
    const response = ask({ ...HELLO, turnId: crypto.randomUUID() }, { signal: visitor.signal });
    await asleep.promise;
    visitor.abort();
    expect((await response).status).toBe(499);
    expect(upstream.requests).toHaveLength(1);
    expect(registry().openReplies.size).toBe(0);
    expect(registry().turnsInFlight.size).toBe(0);
    expect(starlight.requestLines()[0]).toMatchObject({ status: 499 });
  });
});

describe('retries are not for', () => {
  it('failures that were asked for', async () => {
    start({ STARLIGHT_DEMO: '1' });
    const simulate = { messages: [{ role: 'user', content: '/simulate server_error' }] };
    expect((await errorOf(await ask(simulate))).kind).toBe('server_error');
    expect(clock.waits).toEqual([]);
  });

  it('other programs, which retry by themselves', async () => {
    respondInTurn(answer(500, {}), OK);
    const response = await completions(
      new Request('http://localhost:3000/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...HELLO, stream: true }),
      }),
    );
    expect(response.status).toBe(500);
    expect(upstream.requests).toHaveLength(1);
  });
});
