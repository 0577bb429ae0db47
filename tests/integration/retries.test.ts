import { beforeEach, describe, expect, it } from 'vitest';
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
import { KEY, prepareSite, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  answer,
  type Script,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, teamRequest } from '#tests/support/starlight-process.ts';

const HELLO = { messages: [{ role: 'user', content: 'hello' }] };
const OK = stream(reply('hi'));

const site = prepareSite({ env: { STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}` } });
let clock: HurriedClock;

beforeEach(() => start());

function start(env: Record<string, string> = {}): void {
  site.start(env);
  clock = createHurriedClock();
  installClock(clock);
}

function installClock(used: RetryClock): void {
  registry().slots.set('retry-clock', used);
}

/** Answers each request with the next script, and any further ones with the last. */
function respondInTurn(...scripts: [Script, ...Script[]]): void {
  let next = 0;
  site.upstream.respond((exchange) => {
    const script = scripts[Math.min(next, scripts.length - 1)];
    next += 1;
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

/** A complete response, so that the connection is free as soon as the reply has been read. */
function completeResponse(body: string): string {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const reset: Script = (exchange) => exchange.reset();
const cutInHeaders: Script = async ({ raw, cut }) => {
  await raw('HTTP/1.1 200 OK\r\ncontent-type: text/eve');
  cut();
};

describe('a temporary failure', () => {
  it.each<[string, Script]>([
    ['a 503', answer(503, { error: { message: 'x', code: 'server_is_overloaded' } })],
    ['a 500', answer(500, {})],
    ['a page with a 502', answer(502, '<html><h1>502 Bad Gateway</h1></html>')],
    ['a 504', answer(504, '')],
    ['a 408', answer(408, {})],
    ['a connection that is reset', reset],
    ['a connection that is closed', ({ cut }) => cut()],
  ])('is not shown after a successful retry: %s', async (_name, script) => {
    respondInTurn(script, OK);
    expect(await textOf(await ask())).toBe('hi');
    expect(site.upstream.requests).toHaveLength(2);
    expect(clock.waits).toEqual([250]);
    expect(site.starlight.requestLines()).toHaveLength(1);
    expect(site.starlight.requestLines()[0]).toMatchObject({ status: 200, retries: 1 });
  });

  it('is retried with an identical request, and accepted once', async () => {
    let accepted = 0;
    respondInTurn(answer(500, {}), reset, (exchange) => {
      accepted += 1;
      return OK(exchange);
    });
    expect(await textOf(await ask())).toBe('hi');
    const [first, ...again] = site.upstream.requests.map(({ body }) => body);
    expect(again).toEqual([first, first]);
    expect(JSON.parse(first ?? '').messages).toEqual(HELLO.messages);
    expect(accepted).toBe(1);
  });

  it('is not shown when the upstream had closed a kept-alive connection', async () => {
    // An upstream of its own, so there is only one connection to reuse.
    const other = await startScriptableUpstream();
    start({ OPENAI_BASE_URL: other.url });
    other.respond(({ raw }) => raw(completeResponse(reply('hi'))));
    expect(await textOf(await ask())).toBe('hi');
    // What a client meets when it writes just as its idle connection is closed.
    other.respond(async (exchange) => {
      other.respond(OK);
      exchange.reset();
    });
    expect(await textOf(await ask())).toBe('hi');
    // Both requests used the connection that was reset.
    await other.requests[0]?.closed;
    expect(other.requests).toHaveLength(3);
    await other.close();
  });

  it('can be combined with a repair, which does not count as a retry', async () => {
    const refused = answer(400, {
      error: { message: 'x', code: 'unsupported_value', param: 'temperature' },
    });
    respondInTurn(answer(500, {}), refused, answer(503, {}), OK);
    expect(await textOf(await ask({ ...HELLO, temperature: 0.3 }))).toBe('hi');
    expect(clock.waits).toEqual([250, 500]);
    expect(site.starlight.requestLines()[0]).toMatchObject({ retries: 3 });
  });
});

describe('a persistent failure', () => {
  it('is reported as it was on the third attempt, after three requests', async () => {
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
    expect(site.upstream.requests).toHaveLength(3);
    expect(site.starlight.requestLines()).toHaveLength(1);
    expect(site.starlight.requestLines()[0]).toMatchObject({ kind: 'overloaded', retries: 2 });
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
  ])('is requested once: %i %s', async (status, kind, body, headers) => {
    site.upstream.respond(answer(status, body, headers));
    const response = await ask();
    expect((await errorOf(response)).kind).toBe(kind);
    expect(site.upstream.requests).toHaveLength(1);
    expect(site.starlight.requestLines()[0]).not.toHaveProperty('retries');
  });

  it('is requested once when the certificate is invalid', async () => {
    start({ OPENAI_BASE_URL: site.upstream.url.replace('http:', 'https:') });
    expect((await errorOf(await ask())).kind).toBe('tls_failure');
    expect(clock.waits).toEqual([]);
  });

  it('is requested twice when nothing listens', async () => {
    const closed = await startScriptableUpstream();
    await closed.close();
    start({ OPENAI_BASE_URL: closed.url });
    expect((await errorOf(await ask())).kind).toBe('connection_refused');
    expect(clock.waits).toEqual([125]);
  });
});

describe('the wait that an upstream requests', () => {
  it.each([
    [{ 'retry-after': '1' }, 1250],
    [{ 'retry-after-ms': '300' }, 550],
    [{ 'retry-after': '1', 'x-should-retry': 'true' }, 1250],
  ])('is respected: %j', async (headers, waitMs) => {
    respondInTurn(answer(503, {}, headers), OK);
    expect(await textOf(await ask())).toBe('hi');
    expect(clock.waits).toEqual([waitMs]);
  });

  it('is reported to the visitor instead when it is long', async () => {
    site.upstream.respond(answer(503, {}, { 'retry-after': '60' }));
    const response = await ask();
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await errorOf(response)).toMatchObject({ kind: 'overloaded', retryAfterMs: 60_000 });
    expect(site.upstream.requests).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });
});

describe('a retry', () => {
  /** Asks an upstream that fails once; the first attempt takes `tookMs` by the retry clock. */
  function askWithSlowFailure(
    tookMs: number,
    deadlines: Pick<UpstreamDeadlines, 'ttfbMs' | 'totalMs'>,
  ) {
    respondInTurn(answer(503, {}), OK);
    let now = 0;
    const { stream } = createUpstream({
      apiKey: KEY,
      baseUrl: site.upstream.url,
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
    const request = { messages: [{ role: 'user' as const, content: 'hi' }], maxOutputTokens: 9 };
    return collectReply(stream({ ...request, model: 'gpt-test' }, call));
  }

  it.each([
    { ttfbMs: 120_000, totalMs: 280_000 },
    { ttfbMs: 280_000, totalMs: 120_000 },
  ])(
    'gets as much time as the failure took, and is skipped if the deadlines leave less: %j',
    async (deadlines) => {
      expect(await askWithSlowFailure(59_000, deadlines)).toMatchObject({
        text: 'hi',
        failure: null,
      });
      expect(site.upstream.requests).toHaveLength(2);
      site.upstream.requests.length = 0;
      expect((await askWithSlowFailure(61_000, deadlines)).failure?.kind).toBe('overloaded');
      expect(site.upstream.requests).toHaveLength(1);
    },
  );
});

describe('after a 200, which may be billed, nothing is resent', () => {
  const FAILURES_AFTER_200: [string, string, Script][] = [
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
      'an unrequested 100 precedes it',
      'reply_invalid',
      ({ raw }) => raw('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'),
    ],
    [
      'its headers are oversized',
      'bad_gateway',
      answer(200, {}, { 'x-long': 'x'.repeat(100_000) }),
    ],
  ];

  it.each(FAILURES_AFTER_200)('when %s: %s', async (_name, kind, script) => {
    respondInTurn(script, OK);
    expect((await errorOf(await ask())).kind).toBe(kind);
    expect(site.upstream.requests).toHaveLength(1);
  });

  it('when it breaks in the middle', async () => {
    respondInTurn(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      reset();
    }, OK);
    const { text, events } = await readChatResponse(await ask());
    expect(text).toBe('half');
    expect(events.at(-1)).toMatchObject({ error: { kind: 'reply_interrupted' } });
    expect(site.upstream.requests).toHaveLength(1);
  });
});

describe('a visitor who leaves during the wait', () => {
  it('ends it immediately, and nothing more is sent', async () => {
    const sleeping = Promise.withResolvers<void>();
    const { sleep } = createRetryClock();
    installClock({
      ...clock,
      sleep(_ms, signal) {
        sleeping.resolve();
        return sleep(600_000, signal);
      },
    });
    site.upstream.respond(answer(500, {}));
    const visitor = new AbortController();
    const response = ask({ ...HELLO, turnId: crypto.randomUUID() }, { signal: visitor.signal });
    await sleeping.promise;
    visitor.abort();
    expect((await response).status).toBe(499);
    expect(site.upstream.requests).toHaveLength(1);
    expect(registry().openReplies.size).toBe(0);
    expect(registry().turnsInFlight.size).toBe(0);
    expect(site.starlight.requestLines()[0]).toMatchObject({ status: 499 });
  });
});

describe('there are no retries', () => {
  it('for simulated failures', async () => {
    start({ STARLIGHT_DEMO: '1' });
    const simulate = { messages: [{ role: 'user', content: '/simulate server_error' }] };
    expect((await errorOf(await ask(simulate))).kind).toBe('server_error');
    expect(clock.waits).toEqual([]);
  });

  it('for other programs, which retry automatically', async () => {
    respondInTurn(answer(500, {}), OK);
    const response = await completions(
      teamRequest('/v1/chat/completions', TEAM_TOKEN, { ...HELLO, stream: true }),
    );
    expect(response.status).toBe(500);
    expect(site.upstream.requests).toHaveLength(1);
  });
});
