import { describe, expect, it } from 'vitest';
import { completion, event, reply } from '#tests/support/completion-events.ts';
import { KEY, prepareUpstream } from '#tests/support/prepare-upstream.ts';
import { answer, startScriptableUpstream, stream } from '#tests/support/scriptable-upstream.ts';

const prepared = prepareUpstream();

describe('the request', () => {
  it('has the right headers, and none that reveals more than necessary', async () => {
    prepared.server.respond(stream(reply('hi')));
    await prepared.ask({ organization: 'org-1', project: 'proj_1' });
    const [sent] = prepared.server.requests;
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
    prepared.server.respond(stream(reply('hi')));
    await prepared.ask(
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
    expect(JSON.parse(prepared.server.requests[0]?.body ?? '')).toEqual({
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
    await prepared.ask({ fetch, baseUrl: 'https://eu.api.openai.com/v1' });
    expect(JSON.parse(body)).toMatchObject({ max_completion_tokens: 100 });
  });
});

describe('an error before the first delta', () => {
  it('keeps its status, code and request id', async () => {
    prepared.server.respond(
      answer(
        429,
        { error: { message: 'slow', type: 'requests', code: 'rate_limit_exceeded' } },
        { 'retry-after': '7', 'x-request-id': 'req_1' },
      ),
    );
    const { failure } = await prepared.ask();
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
    prepared.server.respond(
      stream(event({ error: { message: 'x', code: 503, type: 'unavailable_error' } })),
    );
    expect((await prepared.ask()).failure?.failure).toMatchObject({
      kind: 'overloaded',
      status: 503,
    });
  });

  it.each([600, 999])('treats %i, which is not an HTTP status, as a 500', async (status) => {
    prepared.server.respond(answer(status, { error: { message: 'x' } }));
    expect((await prepared.ask()).failure?.failure).toEqual({
      kind: 'server_error',
      certainty: 'guessed',
      status: 500,
    });
  });

  it.each([301, 302, 303, 307, 308])('never follows a %i', async (status) => {
    const other = await startScriptableUpstream();
    prepared.server.respond(answer(status, '', { location: `${other.url}/chat/completions` }));
    expect((await prepared.ask()).failure?.kind).toBe('upstream_redirected');
    expect(other.requests).toHaveLength(0);
    await other.close();
  });

  it('is a connection failure when headers are too long', async () => {
    prepared.server.respond(answer(200, reply('hi'), { 'x-long': 'x'.repeat(100_000) }));
    const { failure } = await prepared.ask();
    expect(failure?.failure.status ?? 502).toBe(502);
    expect(failure?.kind).not.toBe('internal');
  });

  it('distinguishes a refused connection, an unknown host and a lost connection', async () => {
    const closed = await startScriptableUpstream();
    await closed.close();
    expect((await prepared.ask({ baseUrl: closed.url })).failure?.kind).toBe('connection_refused');
    expect((await prepared.ask({ baseUrl: 'http://no-such-host.invalid/v1' })).failure?.kind).toBe(
      'dns_failure',
    );
    prepared.server.respond(({ reset }) => reset());
    expect((await prepared.ask()).failure?.kind).toBe('connection_lost');
  });

  it('recognizes a server that does not speak HTTP, and plain HTTP at an https address', async () => {
    prepared.server.respond(({ raw, cut }) => raw('220 mail.example ESMTP\r\n').then(cut));
    expect((await prepared.ask()).failure?.kind).toBe('not_an_api');
    const https = prepared.server.url.replace('http:', 'https:');
    expect((await prepared.ask({ baseUrl: https })).failure?.kind).toBe('tls_failure');
  });

  it('drops names that contain part of the key', async () => {
    const part = KEY.slice(20, 34);
    prepared.server.respond(
      answer(
        404,
        { error: { message: `The model \`${part}\` does not exist`, code: 'model_not_found' } },
        { 'x-request-id': part },
      ),
    );
    const { failure } = await prepared.ask();
    expect(failure?.kind).toBe('model_not_found');
    expect(JSON.stringify(failure?.failure)).not.toContain(part.slice(0, 4));
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
  const bodies = () => prepared.server.requests.map(({ body }) => JSON.parse(body));

  it('rename the output limit, drop temperature and top_p, and report each', async () => {
    prepared.server.respond(async (exchange) => {
      const sent = JSON.parse(exchange.body);
      const refused = ['max_tokens', 'temperature', 'top_p'].find((name) => name in sent);
      await (refused ? refuse(refused) : stream(reply('hi')))(exchange);
    });
    const { text, done } = await prepared.ask({}, { temperature: 0.2, topP: 0.3 });
    expect(text).toBe('hi');
    expect(done?.notices).toEqual(['renamed_max_tokens', 'dropped_temperature', 'dropped_top_p']);
    expect(bodies().at(-1)).toMatchObject({ max_completion_tokens: 100 });
    expect(bodies()).toHaveLength(4);
  });

  it('drop a temperature that is refused as a value', async () => {
    prepared.server.respond((exchange) =>
      (JSON.parse(exchange.body).temperature === undefined
        ? stream(reply('hi'))
        : refuse('temperature', 'unsupported_value'))(exchange),
    );
    expect((await prepared.ask({}, { temperature: 0.2 })).done?.notices).toEqual([
      'dropped_temperature',
    ]);
  });

  it('repeat the request without streaming when an organization may not stream', async () => {
    prepared.server.respond(async (exchange) => {
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
    const { text, done } = await prepared.ask();
    expect(text).toBe('complete');
    expect(done?.notices).toEqual(['not_streamed']);
    expect(bodies()[1]).not.toHaveProperty('stream_options');
  });

  it('are each made once', async () => {
    prepared.server.respond((exchange) => {
      const sent = JSON.parse(exchange.body);
      return refuse('max_tokens' in sent ? 'max_tokens' : 'max_completion_tokens')(exchange);
    });
    expect((await prepared.ask()).failure?.kind).toBe('unsupported_parameter');
    expect(prepared.server.requests).toHaveLength(2);
  });

  it('resend nothing after any other failure', async () => {
    prepared.server.respond(answer(500, {}));
    await prepared.ask({}, { temperature: 0.2 });
    expect(prepared.server.requests).toHaveLength(1);
  });
});
