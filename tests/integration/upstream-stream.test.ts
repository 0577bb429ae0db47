import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resetRegistry } from '#lib/server/registry.ts';
import { createUpstream, type Upstream } from '#lib/server/upstream/create-upstream.ts';
import { upstreamFetch } from '#lib/server/upstream/request/upstream-fetch.ts';
import type { UpstreamDeadlines, UpstreamRequest } from '#lib/server/upstream/upstream.ts';
import { collectReply } from '#tests/support/collect-reply.ts';
import { completion, DONE, delta, event, finish, reply } from '#tests/support/completion-events.ts';
import {
  answer,
  type Exchange,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const RELAXED: UpstreamDeadlines = { ttfbMs: 10_000, idleMs: 10_000, totalMs: 20_000 };
const REQUEST: UpstreamRequest = {
  messages: [{ role: 'user', content: 'hi' }],
  model: 'gpt-test',
  maxOutputTokens: 100,
};

let server: ScriptableUpstream;
beforeAll(async () => {
  server = await startScriptableUpstream();
});
afterAll(() => server.close());
afterEach(() => {
  // What one test's upstream refused, that of the next may take.
  resetRegistry();
  server.requests.length = 0;
});

function upstream(
  options: Partial<Parameters<typeof createUpstream>[0]> & { baseUrl?: string } = {},
): Upstream {
  return createUpstream({
    apiKey: KEY,
    baseUrl: server.url,
    organization: null,
    project: null,
    fetch: upstreamFetch,
    deadlines: RELAXED,
    ...options,
  });
}

function ask(
  options: Parameters<typeof upstream>[0] = {},
  request: Partial<UpstreamRequest> = {},
  signal = new AbortController().signal,
) {
  const call = { signal, clientRequestId: 'sl_test' };
  return collectReply(upstream(options).stream({ ...REQUEST, ...request }, call));
}

describe('the request', () => {
  it('has the right headers, and none that reveals more than necessary', async () => {
    server.respond(stream(reply('hi')));
    await ask({ organization: 'org-1', project: 'proj_1' });
    const [sent] = server.requests;
    expect(sent?.method).toBe('POST');
    expect(sent?.path).toBe('/v1/chat/completions');
    expect(sent?.headers['authorization']).toBe(`Bearer ${KEY}`);
    expect(sent?.headers['x-client-request-id']).toBe('sl_test');
    expect(sent?.headers['openai-organization']).toBe('org-1');
    expect(sent?.headers['openai-project']).toBe('proj_1');
    expect(sent?.headers['accept-encoding']).toBe('identity');
    expect(
      Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith('x-stainless')),
    ).toEqual([]);
  });

  it('puts the system prompt before all messages of the visitor', async () => {
    server.respond(stream(reply('hi')));
    await ask(
      { systemPrompt: 'be kind' },
      {
        messages: [
          { role: 'system', content: 'be a pirate' },
          { role: 'user', content: 'hi' },
        ],
        temperature: 0.5,
        topP: 0.9,
      },
    );
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      model: 'gpt-test',
      messages: [
        { role: 'system', content: 'be kind' },
        { role: 'system', content: 'be a pirate' },
        { role: 'user', content: 'hi' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
    });
  });

  it('names the output limit as OpenAI does when it goes to OpenAI', async () => {
    let body = '';
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      body = String(init?.body);
      return new Response(reply('hi'));
    };
    await ask({ fetch, baseUrl: 'https://eu.api.openai.com/v1' });
    expect(JSON.parse(body)).toMatchObject({ max_completion_tokens: 100 });
  });
});

describe('a stream', () => {
  it('yields the same text wherever a write is split', async () => {
    const texts = ['Grüße ', '世界', '👩‍🚀'];
    const bytes = Buffer.from(reply(...texts));
    const shared = upstream();
    for (let at = 1; at < bytes.length; at += 1) {
      server.respond(stream(bytes.subarray(0, at), bytes.subarray(at)));
      const call = { signal: new AbortController().signal, clientRequestId: 'sl_test' };
      const { text, failure } = await collectReply(shared.stream(REQUEST, call));
      expect(failure).toBeNull();
      expect(text).toBe(texts.join(''));
    }
    expect(server.openSockets()).toBeLessThanOrEqual(2);
  });

  it('keeps its connection for the next request', async () => {
    server.respond(stream(reply('hi')));
    const before = server.openSockets();
    for (let turn = 0; turn < 5; turn++) await ask();
    expect(server.openSockets()).toBeLessThanOrEqual(Math.max(1, before));
  });

  it('skips early hints', async () => {
    server.respond(async ({ raw }) => {
      const body = reply('hi');
      await raw('HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n');
      await raw(
        `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
    expect(await ask()).toMatchObject({ text: 'hi', failure: null });
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('is decoded when it arrives compressed with %s', async (encoding, compress) => {
    server.respond(async ({ head, write, end }) => {
      await head(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding });
      await write(compress(reply('hi')));
      end();
    });
    expect(await ask()).toMatchObject({ text: 'hi', failure: null });
  });

  it('is invalid when it is not compressed as declared', async () => {
    server.respond(answer(200, reply('hi'), { 'content-encoding': 'gzip' }));
    expect((await ask()).failure?.kind).toBe('reply_invalid');
  });
});

describe('a reply that breaks', () => {
  it('keeps what arrived before a reset', async () => {
    server.respond(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_abc' });
      await write(delta('half'));
      reset();
    });
    const { text, failure } = await ask();
    expect(text).toBe('half');
    expect(failure?.failure).toEqual({ kind: 'reply_interrupted', upstreamRequestId: 'req_abc' });
  });

  it('keeps what arrived before a FIN in the middle of a chunk', async () => {
    server.respond(async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      cut();
    });
    expect(await ask()).toMatchObject({ text: 'half', failure: { kind: 'reply_interrupted' } });
  });

  it('is stalled when bytes stop arriving, and its request is closed', async () => {
    server.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
    });
    const { text, failure } = await ask({ deadlines: { ...RELAXED, idleMs: 60 } });
    expect(text).toBe('half');
    expect(failure?.kind).toBe('reply_stalled');
    await server.requests[0]?.closed;
  });

  it('is not stalled while comments arrive', async () => {
    server.respond(async ({ head, write, end }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('a'));
      for (let beat = 0; beat < 12; beat++) {
        await write(': ping\n\n');
        await pause(20);
      }
      await write(delta('b') + finish() + DONE);
      end();
    });
    const { text, failure } = await ask({ deadlines: { ...RELAXED, idleMs: 120 } });
    expect(failure).toBeNull();
    expect(text).toBe('ab');
  });

  it.each<[string, Script]>([
    ['before the headers', () => undefined],
    ['after the headers', ({ head }) => head(200)],
    [
      'between comments',
      async ({ head, write }) => {
        await head(200);
        await write(': processing\n\n');
      },
    ],
  ])('times out when no event arrives (%s)', async (_where, script) => {
    server.respond(script);
    const { failure } = await ask({ deadlines: { ...RELAXED, ttfbMs: 60 } });
    expect(failure?.kind).toBe('upstream_timeout');
    await server.requests[0]?.closed;
  });

  it('times out at the total deadline, however steadily it arrives', async () => {
    server.respond(async ({ head, write, closed }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      let open = true;
      void closed.then(() => {
        open = false;
      });
      while (open) {
        await write(delta('x'));
        await pause(10);
      }
    });
    const { failure, text } = await ask({ deadlines: { ...RELAXED, totalMs: 120 } });
    expect(failure?.kind).toBe('reply_timeout');
    expect(text).toMatch(/^x+$/);
  });

  it('does not wait for an endless error body', async () => {
    server.respond(async ({ head, write, closed }) => {
      await head(500, { 'content-type': 'text/html' });
      let open = true;
      void closed.then(() => {
        open = false;
      });
      const block = Buffer.alloc(256 * 1024, 0x78);
      while (open) await write(block);
    });
    const before = process.memoryUsage.rss();
    const { failure } = await ask();
    expect(failure?.kind).toBe('server_error');
    expect(process.memoryUsage.rss() - before).toBeLessThan(20 * 1024 * 1024);
    await server.requests[0]?.closed;
  });
});

describe('a 200 that is not a stream', () => {
  it.each([
    ['a page', answer(200, '<!doctype html><title>Sign in</title>'), 'not_an_api'],
    ['an error body', answer(200, { error: { code: 502, message: 'Provider' } }), 'bad_gateway'],
    ['other JSON', answer(200, { hello: 'world' }), 'not_an_api'],
    ['plain text', answer(200, 'hello', { 'content-type': 'text/plain' }), 'not_an_api'],
    ['nothing', answer(200, ''), 'reply_empty'],
    ['no content', answer(204, ''), 'reply_empty'],
    [
      'truncated JSON',
      answer(200, '{"choices": [', { 'content-type': 'application/json' }),
      'reply_invalid',
    ],
    ['an empty completion', answer(200, completion('')), 'reply_empty'],
  ])('is classified: %s', async (_name, script, kind) => {
    server.respond(script);
    expect((await ask()).failure?.kind).toBe(kind);
  });

  it('is a reply when it is a completion', async () => {
    server.respond(answer(200, completion('complete')));
    expect(await ask()).toMatchObject({
      text: 'complete',
      done: { reason: 'stop', usage: { inputTokens: 7, outputTokens: 3 } },
    });
  });

  it('is a stream even if it declares another type', async () => {
    server.respond(answer(200, reply('hi'), { 'content-type': 'text/plain' }));
    expect(await ask()).toMatchObject({ text: 'hi', failure: null });
  });
});

describe('an error before the first delta', () => {
  it('keeps its status, code and request id', async () => {
    server.respond(
      answer(
        429,
        { error: { message: 'slow', type: 'requests', code: 'rate_limit_exceeded' } },
        { 'retry-after': '7', 'x-request-id': 'req_1' },
      ),
    );
    const { failure } = await ask();
    expect(failure?.failure).toMatchObject({
      kind: 'rate_limited',
      status: 429,
      retryAfterMs: 7000,
      upstreamRequestId: 'req_1',
    });
    expect(failure?.cause).toEqual({
      type: 'requests',
      code: 'rate_limit_exceeded',
      refused: true,
    });
  });

  it('is classified by what an event says', async () => {
    server.respond(
      stream(event({ error: { message: 'x', code: 503, type: 'unavailable_error' } })),
    );
    expect((await ask()).failure?.failure).toMatchObject({ kind: 'overloaded', status: 503 });
  });

  it.each([600, 999])('treats %i, which is not an HTTP status, as a 500', async (status) => {
    server.respond(answer(status, { error: { message: 'x' } }));
    expect((await ask()).failure?.failure).toEqual({
      kind: 'server_error',
      certainty: 'guessed',
      status: 500,
    });
  });

  it.each([301, 302, 303, 307, 308])('never follows a %i', async (status) => {
    const other = await startScriptableUpstream();
    server.respond(answer(status, '', { location: `${other.url}/chat/completions` }));
    expect((await ask()).failure?.kind).toBe('upstream_redirected');
    expect(other.requests).toHaveLength(0);
    await other.close();
  });

  it('is a connection failure when headers are too long', async () => {
    server.respond(answer(200, reply('hi'), { 'x-long': 'x'.repeat(100_000) }));
    const { failure } = await ask();
    expect(failure?.failure.status ?? 502).toBe(502);
    expect(failure?.kind).not.toBe('internal');
  });

  it('distinguishes a refused connection, an unknown host and a lost connection', async () => {
    const closed = await startScriptableUpstream();
    await closed.close();
    expect((await ask({ baseUrl: closed.url })).failure?.kind).toBe('connection_refused');
    expect((await ask({ baseUrl: 'http://no-such-host.invalid/v1' })).failure?.kind).toBe(
      'dns_failure',
    );
    server.respond(({ reset }) => reset());
    expect((await ask()).failure?.kind).toBe('connection_lost');
  });

  it('recognizes a server that does not speak HTTP, and plain HTTP at an https address', async () => {
    server.respond(({ raw, cut }) => raw('220 mail.example ESMTP\r\n').then(cut));
    expect((await ask()).failure?.kind).toBe('not_an_api');
    const https = server.url.replace('http:', 'https:');
    expect((await ask({ baseUrl: https })).failure?.kind).toBe('tls_failure');
  });

  it('drops names that contain part of the key', async () => {
    const part = KEY.slice(20, 34);
    server.respond(
      answer(
        404,
        { error: { message: `The model \`${part}\` does not exist`, code: 'model_not_found' } },
        { 'x-request-id': part },
      ),
    );
    const { failure } = await ask();
    expect(failure?.kind).toBe('model_not_found');
    expect(JSON.stringify(failure?.failure)).not.toContain(part.slice(0, 4));
  });
});

describe('an image that is too large to read', () => {
  const image = event({
    choices: [{ index: 0, delta: { images: [`data:image/png;base64,${'A'.repeat(12_000_000)}`] } }],
  });

  it('is left out of the reply, which says so, and keeps its text', async () => {
    server.respond(stream(`${delta('Before')}${image}${reply(' and after.')}`));
    const { text, done, failure, extras } = await ask();
    expect({ text, failure, extras }).toEqual({
      text: 'Before and after.',
      failure: null,
      extras: [],
    });
    expect(done).toMatchObject({ reason: 'stop', notices: ['dropped_image'] });
  });

  it('is told as too large where nothing of the reply can be read without it', async () => {
    const message = { content: 'x', images: [`data:image/png;base64,${'A'.repeat(9_000_000)}`] };
    server.respond(answer(200, { choices: [{ index: 0, message, finish_reason: 'stop' }] }));
    expect((await ask()).failure?.failure).toMatchObject({
      kind: 'reply_invalid',
      details: { reason: 'too_large' },
    });
  });
});

describe('repairs', () => {
  const refuse = (param: string, code = 'unsupported_parameter') =>
    answer(400, {
      error: {
        message: `Unsupported parameter: '${param}' is not supported with this model.`,
        type: 'invalid_request_error',
        param,
        code,
      },
    });
  const bodies = () => server.requests.map(({ body }) => JSON.parse(body));

  it('rename the output limit, drop temperature and top_p, and report each', async () => {
    server.respond(async (exchange) => {
      const sent = JSON.parse(exchange.body);
      const refused = ['max_tokens', 'temperature', 'top_p'].find((name) => name in sent);
      await (refused ? refuse(refused) : stream(reply('hi')))(exchange);
    });
    const { text, done } = await ask({}, { temperature: 0.2, topP: 0.3 });
    expect(text).toBe('hi');
    expect(done?.notices).toEqual(['renamed_max_tokens', 'dropped_temperature', 'dropped_top_p']);
    expect(bodies().at(-1)).toMatchObject({ max_completion_tokens: 100 });
    expect(bodies()).toHaveLength(4);
  });

  it('drop a temperature that is refused as a value', async () => {
    server.respond((exchange) =>
      (JSON.parse(exchange.body).temperature === undefined
        ? stream(reply('hi'))
        : refuse('temperature', 'unsupported_value'))(exchange),
    );
    expect((await ask({}, { temperature: 0.2 })).done?.notices).toEqual(['dropped_temperature']);
  });

  it('repeat the request without streaming when an organization may not stream', async () => {
    server.respond(async (exchange) => {
      const script = JSON.parse(exchange.body).stream
        ? answer(400, {
            error: {
              message: 'Your organization must be verified to stream this model.',
              type: 'invalid_request_error',
              param: 'stream',
              code: 'unsupported_value',
            },
          })
        : answer(200, completion('complete'));
      await script(exchange);
    });
    const { text, done } = await ask();
    expect(text).toBe('complete');
    expect(done?.notices).toEqual(['not_streamed']);
    expect(bodies()[1]).not.toHaveProperty('stream_options');
  });

  it('are each made once', async () => {
    server.respond((exchange) => {
      const sent = JSON.parse(exchange.body);
      return refuse('max_tokens' in sent ? 'max_tokens' : 'max_completion_tokens')(exchange);
    });
    expect((await ask()).failure?.kind).toBe('unsupported_parameter');
    expect(server.requests).toHaveLength(2);
  });

  it('resend nothing after any other failure', async () => {
    server.respond(answer(500, {}));
    await ask({}, { temperature: 0.2 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a reader', () => {
  it('that never reads does not make the upstream send everything', async () => {
    const block = delta('x'.repeat(16_000));
    // 64 MB in total: more than every buffer between the two ends holds.
    const blocks = 4000;
    let sent = 0;
    const stuck = Promise.withResolvers<void>();
    server.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      while (sent < blocks && exchange.unsentBytes() < 4 * 1024 * 1024) {
        void exchange.write(block);
        sent += 1;
        await new Promise(setImmediate);
      }
      stuck.resolve();
    });
    const controller = new AbortController();
    const events = upstream().stream(REQUEST, {
      signal: controller.signal,
      clientRequestId: 'sl_test',
    });
    await events.next();
    await events.next();
    await stuck.promise;
    expect(sent).toBeLessThan(blocks);
    controller.abort();
    await server.requests[0]?.closed;
  });

  it('that aborts closes the connection before the headers, before the first token and after it', async () => {
    const head = ({ head }: Exchange) => head(200, { 'content-type': 'text/event-stream' });
    const scripts: Script[] = [
      () => undefined,
      head,
      async (exchange) => {
        await head(exchange);
        await exchange.write(delta('a'));
      },
    ];
    for (const script of scripts) {
      const controller = new AbortController();
      const arrived = server.nextRequest();
      server.respond(script);
      const reply = ask({}, {}, controller.signal).catch((error: unknown) => error);
      const exchange = await arrived;
      const reason = new Error('gone');
      controller.abort(reason);
      await exchange.closed;
      expect(await reply).toBe(reason);
    }
  });

  it('that has aborted before asking sends nothing', async () => {
    const reason = new Error('gone');
    await expect(ask({}, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
