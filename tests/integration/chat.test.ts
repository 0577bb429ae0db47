import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as route from '#app/api/chat/route.ts';
import { POST as startSession } from '#app/api/session/route.ts';
import { finishReasonSchema } from '#lib/core/chat/chat-events.ts';
import { kindOfFinish } from '#lib/core/chat/finish-outcome.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { isObject } from '#lib/core/json/is-object.ts';
import { UPSTREAM_FAULTS } from '#lib/core/upstream-faults/upstream-faults.ts';
import { createChatHandler } from '#lib/server/chat/chat-handler.ts';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { registry } from '#lib/server/registry.ts';
import { DONE, delta, event, finish, reply } from '#tests/support/completion-events.ts';
import { chatWrites, readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  answer,
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
const HELLO = { messages: [{ role: 'user', content: 'a private question' }] };
const TURN = '3b241101-e2bb-4255-8caf-4136c566a962';

let upstream: ScriptableUpstream;
let starlight: StarlightProcess;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.respond(stream(reply('hi')));
  starlight = startLive();
});
afterEach(() => vi.unstubAllEnvs());

function startLive(env: Record<string, string> = {}): StarlightProcess {
  return startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test,gpt-other',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
    ...env,
  });
}

function ask(body: unknown = HELLO, init: Parameters<typeof pageRequest>[2] = {}) {
  return route.POST(pageRequest('/api/chat', body, init));
}

async function errorOf(response: Response): Promise<ErrorBody> {
  return (await response.json()).error;
}

/** A handler that considers an upstream silent after a moment, before the reply and within it. */
const askWithShortTimers = ({ silenceMs = 40, heartbeatMs = 40 } = {}) =>
  apiRoute(
    '/api/chat',
    createChatHandler({ silenceMs, heartbeatMs }),
  )(pageRequest('/api/chat', HELLO));

describe('a reply', () => {
  it('is a start, deltas and a done, in a stream that no proxy may buffer', async () => {
    upstream.respond(stream(delta('Hel'), delta('lo'), finish() + DONE));
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('server-timing')).toMatch(/guards;dur=[\d.]+, upstream;dur=/);
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    const { events, text } = await readChatResponse(response);
    expect(events[0]).toEqual({
      type: 'start',
      requestId: response.headers.get('x-request-id'),
      model: 'gpt-test',
    });
    expect(text).toBe('Hello');
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'stop' });
  });

  it('begins with the first delta, in one write', async () => {
    const response = await ask();
    const writes = chatWrites(response);
    expect(await writes.next()).toMatch(/^data: \{"type":"start".*\n\ndata: \{"type":"delta"/);
    await writes.cancel();
  });

  it('writes one log line with what is known about it and none of its text', async () => {
    await readChatResponse(await ask());
    expect(starlight.requestLines()).toHaveLength(1);
    expect(starlight.requestLines()[0]).toMatchObject({
      route: '/api/chat',
      method: 'POST',
      status: 200,
      model: 'gpt-test',
      role: 'visitor',
      finishReason: 'stop',
      inputTokens: 7,
      outputTokens: 3,
      upstreamRequestId: 'req_test',
      ttfbMs: expect.any(Number),
      durationMs: expect.any(Number),
    });
    expect(starlight.rawLog.join('')).not.toMatch(/private question|"hi"/);
  });

  it('requests the chosen model and no more than the allowed tokens', async () => {
    starlight = startLive({ STARLIGHT_MAX_OUTPUT_TOKENS: '50' });
    await readChatResponse(await ask({ ...HELLO, model: 'gpt-other', maxOutputTokens: 5000 }));
    await readChatResponse(await ask({ ...HELLO, maxOutputTokens: 5 }));
    const sent = upstream.requests.map(({ body }) => JSON.parse(body));
    expect(sent[0]).toMatchObject({ model: 'gpt-other', max_tokens: 50 });
    expect(sent[1]).toMatchObject({ model: 'gpt-test', max_tokens: 5 });
  });

  it('reports the repairs that were made', async () => {
    upstream.respond((exchange) =>
      ('temperature' in JSON.parse(exchange.body)
        ? answer(400, { error: { code: 'unsupported_value', param: 'temperature', message: 'x' } })
        : stream(reply('hi')))(exchange),
    );
    const { events } = await readChatResponse(await ask({ ...HELLO, temperature: 0.3 }));
    expect(events.at(-1)).toMatchObject({ notices: ['dropped_temperature'] });
    expect(starlight.requestLines()[0]).toMatchObject({ retries: 1 });
  });
});

describe('a reply whose upstream accepts and sends nothing', () => {
  it('starts, and heartbeats keep the connection open until the upstream sends text', async () => {
    const speak = Promise.withResolvers<void>();
    upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await speak.promise;
      await exchange.write(reply('hi'));
      exchange.end();
    });
    const writes = chatWrites(await askWithShortTimers());
    expect(await writes.next()).toMatch(/^data: \{"type":"start".*\n\n$/);
    expect(await writes.next()).toMatch(/^: .*\n\n$/);
    expect(await writes.next()).toMatch(/^: .*\n\n$/);
    speak.resolve();
    expect(await writes.next()).toMatch(/^data: \{"type":"delta","text":"hi"\}\n\n$/);
    expect(await writes.next()).toMatch(/^data: \{"type":"done"/);
    expect(await writes.next()).toBeNull();
  });

  it('is distinguished from a dead connection by heartbeats as soon as it has begun', async () => {
    const resume = Promise.withResolvers<void>();
    upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(delta('half'));
      await resume.promise;
      await exchange.write(reply(' and half'));
      exchange.end();
    });
    // The timer before the reply is long: by that one, no heartbeat would arrive within this test.
    const writes = chatWrites(await askWithShortTimers({ silenceMs: 60_000 }));
    expect(await writes.next()).toMatch(/"type":"start".*\n\n.*"half"/);
    expect(await writes.next()).toMatch(/^: .*\n\n$/);
    expect(await writes.next()).toMatch(/^: .*\n\n$/);
    resume.resolve();
    expect(await writes.next()).toContain(' and half');
    await writes.cancel();
  });

  it('fails within the stream when the upstream fails later', async () => {
    starlight = startLive({ STARLIGHT_TTFB_TIMEOUT_MS: '1000' });
    upstream.respond(({ head }) => head(200, { 'content-type': 'text/event-stream' }));
    const response = await askWithShortTimers();
    expect(response.status).toBe(200);
    const { events } = await readChatResponse(response);
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'upstream_timeout' } });
    expect(starlight.requestLines()[0]).toMatchObject({ status: 200, kind: 'upstream_timeout' });
  });
});

describe('a failure', () => {
  it('before the first delta is returned with its status', async () => {
    upstream.respond(
      answer(
        429,
        { error: { code: 'rate_limit_exceeded', type: 'requests', message: 'x' } },
        {
          'retry-after': '7',
        },
      ),
    );
    const response = await ask();
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await errorOf(response)).toMatchObject({ kind: 'rate_limited', retryAfterMs: 7000 });
    expect(starlight.requestLines()).toHaveLength(1);
  });

  it('in the first event is returned with the status it names', async () => {
    upstream.respond(stream(event({ error: { message: 'x', code: 503 } })));
    expect((await ask()).status).toBe(503);
  });

  it('after the first delta is the last event, and the text before it is kept', async () => {
    upstream.respond(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_9' });
      await write(delta('half'));
      reset();
    });
    const { text, events } = await readChatResponse(await ask());
    expect(text).toBe('half');
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      error: { kind: 'reply_interrupted', upstreamRequestId: 'req_9' },
    });
    expect(starlight.requestLines()[0]).toMatchObject({ status: 200, kind: 'reply_interrupted' });
  });

  it('tells a visitor nothing that only the operator may know', async () => {
    upstream.respond(
      answer(401, {
        error: {
          message: 'You have insufficient permissions. Missing scopes: model.request.',
          type: 'invalid_request_error',
        },
      }),
    );
    expect(await errorOf(await ask())).toMatchObject({ kind: 'missing_scopes' });
    expect((await errorOf(await ask())).details?.scope).toBeUndefined();
  });

  const answered = UPSTREAM_FAULTS.filter(({ wire }) => wire.type === 'response');
  it.each(answered)(
    'in an upstream response is classified: $id is $kind',
    async ({ kind, wire }) => {
      if (wire.type !== 'response') return;
      upstream.respond(answer(wire.status, wire.body, wire.headers));
      const response = await ask();
      const body = await errorOf(response);
      expect(body.kind).toBe(kind);
      expect(response.status).toBeGreaterThanOrEqual(400);
    },
  );

  const streamed = UPSTREAM_FAULTS.filter(
    ({ wire }) => wire.type === 'stream' && wire.ending !== 'stall',
  );
  it.each(streamed)('in a stream is classified: $id is $kind', async ({ kind, wire }) => {
    if (wire.type !== 'stream') return;
    upstream.respond(async ({ head, write, end, reset }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      for (const chunk of wire.chunks) await write(chunk);
      if (wire.ending === 'reset') reset();
      else end();
    });
    const response = await ask();
    const actual = response.ok
      ? kindOfLastEvent((await readChatResponse(response)).events.at(-1))
      : (await errorOf(response)).kind;
    expect(actual).toBe(kind);
  });
});

/** What the client would call the end of a reply. */
function kindOfLastEvent(last: unknown): string | undefined {
  if (!isObject(last) || !('type' in last)) return undefined;
  if (last.type === 'error' && 'error' in last) return (last.error as ErrorBody).kind;
  const reason = 'reason' in last ? finishReasonSchema.safeParse(last.reason).data : undefined;
  return reason && (kindOfFinish(reason) ?? undefined);
}

describe('a turn', () => {
  it('is answered only once at a time', async () => {
    const gate = Promise.withResolvers<void>();
    upstream.respond(async (exchange) => {
      await gate.promise;
      await stream(reply('hi'))(exchange);
    });
    const arrived = upstream.nextRequest();
    const first = ask({ ...HELLO, turnId: TURN });
    await arrived;
    const second = await ask({ ...HELLO, turnId: TURN });
    expect(second.status).toBe(409);
    expect((await errorOf(second)).kind).toBe('duplicate_turn');
    gate.resolve();
    await readChatResponse(await first);
    expect(upstream.requests).toHaveLength(1);
    const again = await ask({ ...HELLO, turnId: TURN });
    expect(again.status).toBe(200);
    await readChatResponse(again);
    expect(registry().turnsInFlight.size).toBe(0);
  });

  it('can be retried after it failed or was aborted', async () => {
    upstream.respond(answer(500, {}));
    expect((await ask({ ...HELLO, turnId: TURN })).status).toBe(500);
    upstream.respond(stream(delta('half'), delta('more')));
    const writes = chatWrites(await ask({ ...HELLO, turnId: TURN }));
    await writes.next();
    await writes.cancel();
    expect(registry().turnsInFlight.size).toBe(0);
    expect(registry().openReplies.size).toBe(0);
  });
});

describe('a restart', () => {
  it('ends an open reply with a typed error and closes the upstream connection', async () => {
    upstream.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
    });
    const response = await ask();
    for (const endReply of registry().openReplies) endReply('server_restarting');
    const { text, events } = await readChatResponse(response);
    expect(text).toBe('half');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'server_restarting' } });
    await upstream.requests[0]?.closed;
  });

  it('returns 503 when no reply has begun', async () => {
    upstream.respond(() => undefined);
    const arrived = upstream.nextRequest();
    const response = ask();
    await arrived;
    for (const endReply of registry().openReplies) endReply('server_restarting');
    expect((await response).status).toBe(503);
    expect((await errorOf(await response)).kind).toBe('server_restarting');
  });
});

describe('a request that is refused before the upstream', () => {
  const big = { messages: [{ role: 'user', content: 'x'.repeat(2000) }] };
  type Case = {
    name: string;
    status: number;
    kind: string;
    env?: Record<string, string>;
    body?: unknown;
    init?: Parameters<typeof pageRequest>[2];
  };
  const cases: Case[] = [
    {
      name: 'another media type',
      status: 415,
      kind: 'unsupported_media_type',
      init: { headers: { 'content-type': 'text/plain' } },
    },
    {
      name: 'another origin',
      status: 403,
      kind: 'origin_rejected',
      init: { headers: { origin: 'https://evil.test' } },
    },
    { name: 'no origin', status: 403, kind: 'origin_rejected', init: { headers: { origin: '' } } },
    { name: 'a closed site', status: 503, kind: 'closed', env: { STARLIGHT_CLOSED: '1' } },
    { name: 'no key', status: 503, kind: 'not_configured', env: { OPENAI_API_KEY: '' } },
    {
      name: 'an unprotected site',
      status: 503,
      kind: 'not_configured',
      env: { STARLIGHT_PUBLIC: '' },
    },
    {
      name: 'no access code',
      status: 401,
      kind: 'access_required',
      env: { STARLIGHT_ACCESS_CODE: 'a-long-access-code' },
    },
    {
      name: 'an oversized body',
      status: 413,
      kind: 'body_too_large',
      env: { STARLIGHT_MAX_BODY_BYTES: '1024' },
      body: big,
    },
    {
      name: 'too many messages',
      status: 413,
      kind: 'body_too_large',
      body: { messages: Array.from({ length: 1001 }, () => HELLO.messages[0]) },
    },
    { name: 'invalid JSON', status: 400, kind: 'invalid_request', body: '{"messages":' },
    { name: 'no messages', status: 400, kind: 'invalid_request', body: { messages: [] } },
    {
      name: 'an unknown field',
      status: 400,
      kind: 'invalid_request',
      body: { ...HELLO, base_url: 'https://evil.test' },
    },
    {
      name: 'a model that is not offered',
      status: 400,
      kind: 'model_not_offered',
      body: { ...HELLO, model: 'gpt-expensive' },
    },
    {
      name: 'a malformed key',
      status: 401,
      kind: 'key_malformed',
      env: { OPENAI_API_KEY: `"${KEY}"` },
    },
  ];

  it.each(cases)('gets $status $kind for $name', async ({ status, kind, env, body, init }) => {
    if (env) starlight = startLive(env);
    const response = await ask(body ?? HELLO, init);
    expect(response.status).toBe(status);
    expect((await errorOf(response)).kind).toBe(kind);
    expect(upstream.requests).toHaveLength(0);
    expect(starlight.requestLines()).toHaveLength(1);
  });

  const { POST: _, maxDuration: __, ...refusing } = route;
  it.each(Object.entries(refusing))('gets 405 for the method %s', async (method, handler) => {
    const response = await handler(new Request('http://localhost:3000/api/chat', { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(upstream.requests).toHaveLength(0);
  });

  it('gets 429 above the rate limit', async () => {
    starlight = startLive({ STARLIGHT_RATE_LIMIT: '2' });
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const response = await ask();
      statuses.push(response.status);
      await response.text();
    }
    expect(statuses).toEqual([200, 200, 429]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('gets the name of the field or model only if the name is plain', async () => {
    const field = await errorOf(await ask({ messages: [{ role: 'user', content: 5 }] }));
    expect(field.details).toEqual({ field: 'messages[0].content' });
    const model = await errorOf(await ask({ ...HELLO, model: 'gpt-x' }));
    expect(model.details).toEqual({ model: 'gpt-x' });
    const odd = await errorOf(await ask({ ...HELLO, model: '<script>' }));
    expect(odd.details).toBeUndefined();
    const oddField = await errorOf(await ask({ ...HELLO, '<b>': 1 }));
    expect(oddField.details).toEqual({ field: 'body' });
  });

  it('writes the fix of a malformed key into the log, but not the key', async () => {
    starlight = startLive({ OPENAI_API_KEY: `"${KEY}"` });
    await ask();
    const log = starlight.rawLog.join('');
    expect(log).toContain('"event":"hint"');
    expect(log).toContain('OPENAI_API_KEY');
    expect(log).not.toContain(KEY.slice(8, 12));
  });
});

describe('/simulate', () => {
  const simulate = (command: string, more: object = {}) => ({
    messages: [{ role: 'user', content: command }],
    ...more,
  });

  it('produces failures of Starlight and of the upstream in the demo', async () => {
    starlight = startStarlight({ STARLIGHT_DEMO: '1' });
    for (const [command, status, kind] of [
      ['/simulate budget_spent', 429, 'budget_spent'],
      ['/simulate 401', 401, 'key_invalid'],
      ['/simulate dns_failure', 502, 'dns_failure'],
    ] as const) {
      const response = await ask(simulate(command));
      expect(response.status).toBe(status);
      expect((await errorOf(response)).kind).toBe(kind);
    }
    expect(upstream.requests).toHaveLength(0);
  });

  it('lets the same turn succeed once its wait is over', async () => {
    starlight = startStarlight({ STARLIGHT_DEMO: '1' });
    const body = simulate('/simulate visitor_rate_limited 0', { turnId: TURN });
    const refused = await ask(body);
    expect(refused.status).toBe(429);
    expect((await errorOf(refused)).kind).toBe('visitor_rate_limited');
    const again = await ask(body);
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it('works for the operator outside the demo, and is an ordinary message for a visitor', async () => {
    starlight = startLive({ STARLIGHT_OPERATOR_CODE: 'the-operators-own-code' });
    expect((await ask(simulate('/simulate overloaded'))).status).toBe(200);
    expect(upstream.requests).toHaveLength(1);
    const session = await startSession(
      pageRequest('/api/session', { code: 'the-operators-own-code' }),
    );
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    const response = await ask(simulate('/simulate overloaded'), { headers: { cookie } });
    expect(response.status).toBe(503);
    expect((await errorOf(response)).kind).toBe('overloaded');
    expect(upstream.requests).toHaveLength(1);
  });
});
