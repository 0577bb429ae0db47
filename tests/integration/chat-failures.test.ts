import { describe, expect, it } from 'vitest';
import * as route from '#app/api/chat/route.ts';
import { POST as startSession } from '#app/api/session/route.ts';
import { finishReasonSchema } from '#lib/core/chat/chat-events.ts';
import { kindOfFinish } from '#lib/core/chat/finish-outcome.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { isObject } from '#lib/core/json/is-object.ts';
import { UPSTREAM_FAULTS } from '#lib/core/upstream-faults/upstream-faults.ts';
import { delta, event, reply } from '#tests/support/completion-events.ts';
import { KEY, prepareSite } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

const HELLO = { messages: [{ role: 'user', content: 'a private question' }] };
const TURN = '3b241101-e2bb-4255-8caf-4136c566a962';

const site = prepareSite({
  respond: stream(reply('hi')),
  env: {
    STARLIGHT_MODELS: 'gpt-test,gpt-other',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
  },
});

function ask(body: unknown = HELLO, init: Parameters<typeof pageRequest>[2] = {}) {
  return route.POST(pageRequest('/api/chat', body, init));
}

async function errorOf(response: Response): Promise<ErrorBody> {
  return (await response.json()).error;
}

describe('a failure', () => {
  it('before the first delta is returned with its status', async () => {
    site.upstream.respond(
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
    expect(site.starlight.requestLines()).toHaveLength(1);
  });

  it('in the first event is returned with the status it names', async () => {
    site.upstream.respond(stream(event({ error: { message: 'x', code: 503 } })));
    expect((await ask()).status).toBe(503);
  });

  it('after the first delta is the last event, and the text before it is kept', async () => {
    site.upstream.respond(async ({ head, write, reset }) => {
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
    expect(site.starlight.requestLines()[0]).toMatchObject({
      status: 200,
      kind: 'reply_interrupted',
    });
  });

  it('tells a visitor nothing that only the operator may know', async () => {
    site.upstream.respond(
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
      site.upstream.respond(answer(wire.status, wire.body, wire.headers));
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
    site.upstream.respond(async ({ head, write, end, reset }) => {
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
      init: { headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' } },
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
    if (env) site.start(env);
    const response = await ask(body ?? HELLO, init);
    expect(response.status).toBe(status);
    expect((await errorOf(response)).kind).toBe(kind);
    expect(site.upstream.requests).toHaveLength(0);
    expect(site.starlight.requestLines()).toHaveLength(1);
  });

  const { POST: _, maxDuration: __, ...refusing } = route;
  it.each(Object.entries(refusing))('gets 405 for the method %s', async (method, handler) => {
    const response = await handler(new Request('http://localhost:3000/api/chat', { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('gets 429 above the rate limit', async () => {
    site.start({ STARLIGHT_RATE_LIMIT: '2' });
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const response = await ask();
      statuses.push(response.status);
      await response.text();
    }
    expect(statuses).toEqual([200, 200, 429]);
    expect(site.upstream.requests).toHaveLength(2);
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
    site.start({ OPENAI_API_KEY: `"${KEY}"` });
    await ask();
    const log = site.starlight.rawLog.join('');
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
    startStarlight({ STARLIGHT_DEMO: '1' });
    for (const [command, status, kind] of [
      ['/simulate budget_spent', 429, 'budget_spent'],
      ['/simulate 401', 401, 'key_invalid'],
      ['/simulate dns_failure', 502, 'dns_failure'],
    ] as const) {
      const response = await ask(simulate(command));
      expect(response.status).toBe(status);
      expect((await errorOf(response)).kind).toBe(kind);
    }
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('lets the same turn succeed once its wait is over', async () => {
    startStarlight({ STARLIGHT_DEMO: '1' });
    const body = simulate('/simulate visitor_rate_limited 0', { turnId: TURN });
    const refused = await ask(body);
    expect(refused.status).toBe(429);
    expect((await errorOf(refused)).kind).toBe('visitor_rate_limited');
    const again = await ask(body);
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it('works for the operator outside the demo, and is an ordinary message for a visitor', async () => {
    site.start({ STARLIGHT_OPERATOR_CODE: 'the-operators-own-code' });
    expect((await ask(simulate('/simulate overloaded'))).status).toBe(200);
    expect(site.upstream.requests).toHaveLength(1);
    const session = await startSession(
      pageRequest('/api/session', { code: 'the-operators-own-code' }),
    );
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    const response = await ask(simulate('/simulate overloaded'), { headers: { cookie } });
    expect(response.status).toBe(503);
    expect((await errorOf(response)).kind).toBe('overloaded');
    expect(site.upstream.requests).toHaveLength(1);
  });
});
