import { describe, expect, it, vi } from 'vitest';
import * as route from '#app/api/chat/route.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { createChatHandler } from '#lib/server/chat/chat-handler.ts';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { registry } from '#lib/server/registry.ts';
import { DONE, delta, finish, reply } from '#tests/support/completion-events.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import { chatWrites, readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest } from '#tests/support/starlight-process.ts';

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

/** A handler that considers an upstream silent after a moment, before the reply and within it. */
const askWithShortTimers = ({ silenceMs = 40, heartbeatMs = 40 } = {}) =>
  apiRoute(
    '/api/chat',
    createChatHandler({ silenceMs, heartbeatMs }),
  )(pageRequest('/api/chat', HELLO));

describe('a reply', () => {
  it('is a start, deltas and a done, in a stream that no proxy may buffer', async () => {
    site.upstream.respond(stream(delta('Hel'), delta('lo'), finish() + DONE));
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
    expect(site.starlight.requestLines()).toHaveLength(1);
    expect(site.starlight.requestLines()[0]).toMatchObject({
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
    expect(site.starlight.rawLog.join('')).not.toMatch(/private question|"hi"/);
  });

  it('requests the chosen model and no more than the allowed tokens', async () => {
    site.start({ STARLIGHT_MAX_OUTPUT_TOKENS: '50' });
    await readChatResponse(await ask({ ...HELLO, model: 'gpt-other', maxOutputTokens: 5000 }));
    await readChatResponse(await ask({ ...HELLO, maxOutputTokens: 5 }));
    const sent = site.upstream.requests.map(({ body }) => JSON.parse(body));
    expect(sent[0]).toMatchObject({ model: 'gpt-other', max_tokens: 50 });
    expect(sent[1]).toMatchObject({ model: 'gpt-test', max_tokens: 5 });
  });

  it('reports the repairs that were made', async () => {
    site.upstream.respond((exchange) =>
      ('temperature' in JSON.parse(exchange.body)
        ? answer(400, { error: { code: 'unsupported_value', param: 'temperature', message: 'x' } })
        : stream(reply('hi')))(exchange),
    );
    const { events } = await readChatResponse(await ask({ ...HELLO, temperature: 0.3 }));
    expect(events.at(-1)).toMatchObject({ notices: ['dropped_temperature'] });
    expect(site.starlight.requestLines()[0]).toMatchObject({ retries: 1 });
  });
});

describe('a reply whose upstream accepts and sends nothing', () => {
  it('starts, and heartbeats keep the connection open until the upstream sends text', async () => {
    const speak = Promise.withResolvers<void>();
    site.upstream.respond(async (exchange) => {
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
    site.upstream.respond(async (exchange) => {
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
    site.start({ STARLIGHT_TTFB_TIMEOUT_MS: '1000' });
    site.upstream.respond(({ head }) => head(200, { 'content-type': 'text/event-stream' }));
    const response = await askWithShortTimers();
    expect(response.status).toBe(200);
    const { events } = await readChatResponse(response);
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'upstream_timeout' } });
    expect(site.starlight.requestLines()[0]).toMatchObject({
      status: 200,
      kind: 'upstream_timeout',
    });
  });
});

describe('a turn', () => {
  it('is answered only once at a time', async () => {
    const gate = Promise.withResolvers<void>();
    site.upstream.respond(async (exchange) => {
      await gate.promise;
      await stream(reply('hi'))(exchange);
    });
    const arrived = site.upstream.nextRequest();
    const first = ask({ ...HELLO, turnId: TURN });
    await arrived;
    const second = await ask({ ...HELLO, turnId: TURN });
    expect(second.status).toBe(409);
    expect((await errorOf(second)).kind).toBe('duplicate_turn');
    gate.resolve();
    await readChatResponse(await first);
    expect(site.upstream.requests).toHaveLength(1);
    const again = await ask({ ...HELLO, turnId: TURN });
    expect(again.status).toBe(200);
    await readChatResponse(again);
    expect(registry().turnsInFlight.size).toBe(0);
  });

  it('can be retried after it failed or was aborted', async () => {
    site.upstream.respond(answer(500, {}));
    expect((await ask({ ...HELLO, turnId: TURN })).status).toBe(500);
    site.upstream.respond(stream(delta('half'), delta('more')));
    const writes = chatWrites(await ask({ ...HELLO, turnId: TURN }));
    await writes.next();
    await writes.cancel();
    await vi.waitFor(() => expect(registry().turnsInFlight.size).toBe(0));
    expect(registry().openReplies.size).toBe(0);
  });
});

describe('a restart', () => {
  it('ends an open reply with a typed error and closes the upstream connection', async () => {
    site.upstream.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
    });
    const response = await ask();
    for (const endReply of registry().openReplies) endReply('server_restarting');
    const { text, events } = await readChatResponse(response);
    expect(text).toBe('half');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'server_restarting' } });
    await site.upstream.requests[0]?.closed;
  });

  it('returns 503 when no reply has begun', async () => {
    site.upstream.respond(() => undefined);
    const arrived = site.upstream.nextRequest();
    const response = ask();
    await arrived;
    for (const endReply of registry().openReplies) endReply('server_restarting');
    expect((await response).status).toBe(503);
    expect((await errorOf(await response)).kind).toBe('server_restarting');
  });
});
