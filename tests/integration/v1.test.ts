import OpenAI, { RateLimitError } from 'openai';
import { describe, expect, it, vi } from 'vitest';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { GET as models } from '#app/v1/models/route.ts';
import {
  completion,
  DONE,
  delta,
  event,
  finish,
  reply,
  usageEvent,
} from '#tests/support/completion-events.ts';
import { apiErrorOf } from '#tests/support/failure-of.ts';
import { KEY, prepareSite, TEAM_SITE, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { teamRequest } from '#tests/support/starlight-process.ts';

const REQUEST = {
  model: 'gpt-test',
  messages: [{ role: 'user' as const, content: 'a private question' }],
};

const site = prepareSite({
  respond: answer(200, completion('hi')),
  handlers: { '/v1/chat/completions': completions, '/v1/models': models },
  env: {
    ...TEAM_SITE,
    STARLIGHT_MODELS: 'gpt-test,gpt-other',
    STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}, other:another-token-of-some-length`,
  },
});

/** Any OpenAI client works after changing its base URL; this is OpenAI's own. */
const client = (apiKey = TEAM_TOKEN) =>
  new OpenAI({ apiKey, baseURL: `${site.origin}/v1`, maxRetries: 0, logLevel: 'off' });

const sentBodies = () => site.upstream.requests.map(({ body }) => JSON.parse(body));

const post = (body: unknown) => completions(teamRequest('/v1/chat/completions', TEAM_TOKEN, body));

describe('the openai client', () => {
  it('receives a complete completion', async () => {
    const { choices, usage } = await client().chat.completions.create(REQUEST);
    expect(choices[0]?.message.content).toBe('hi');
    expect(usage?.completion_tokens).toBe(3);
    expect(site.upstream.requests[0]?.headers['authorization']).toBe(`Bearer ${KEY}`);
    expect(sentBodies()[0]).toEqual({ ...REQUEST, stream: false, max_tokens: 4096 });
  });

  it('receives a streamed completion, without a token count that was not requested', async () => {
    site.upstream.respond(stream(delta('Hel'), delta('lo'), finish(), usageEvent(7, 3), DONE));
    const chunks = [];
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const chunk of events) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello');
    expect(chunks.every(({ choices }) => choices.length === 1)).toBe(true);
    expect(site.starlight.requestLines()[0]).toMatchObject({
      route: '/v1/chat/completions',
      status: 200,
      teamToken: 'build-bot',
      inputTokens: 7,
      outputTokens: 3,
      finishReason: 'stop',
    });
    expect(site.starlight.rawLog.join('')).not.toMatch(/private question|team-token/);
  });

  it('receives the token count of a stream when requested', async () => {
    site.upstream.respond(stream(reply('hi')));
    let total = 0;
    const events = await client().chat.completions.create({
      ...REQUEST,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const { usage } of events) total = usage?.total_tokens ?? total;
    expect(total).toBe(10);
  });

  it('sends and receives tool calls', async () => {
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'f', arguments: '{"a":1}' },
    };
    const toolReply = {
      ...completion(''),
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: null, tool_calls: [call] },
          finish_reason: 'tool_calls',
        },
      ],
    };
    site.upstream.respond(answer(200, toolReply));
    const tools = [{ type: 'function' as const, function: { name: 'f', parameters: {} } }];
    const { choices } = await client().chat.completions.create({ ...REQUEST, tools });
    expect(choices[0]?.message.tool_calls?.[0]).toEqual(call);
    expect(sentBodies()[0]).toMatchObject({ tools });
  });

  it('receives an error, never a clean end, when a reply is cut off', async () => {
    site.upstream.respond(async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      cut();
    });
    let text = '';
    const error = await apiErrorOf(
      (async () => {
        const events = await client().chat.completions.create({ ...REQUEST, stream: true });
        for await (const chunk of events) text += chunk.choices[0]?.delta.content ?? '';
      })(),
    );
    expect(text).toBe('half');
    expect(error.code).toBe('reply_interrupted');
  });

  it('needs no event parsing to notice a cut-off reply, because the connection breaks', async () => {
    site.upstream.respond(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      reset();
    });
    const response = await fetch(`${site.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...REQUEST, stream: true }),
    });
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it("receives the upstream’s status, type, code and Retry-After, but Starlight's text", async () => {
    const echo = `Rate limit reached for gpt-test in organization org-SECRET with ${KEY}`;
    site.upstream.respond(
      answer(
        429,
        { error: { message: echo, type: 'requests', code: 'rate_limit_exceeded', param: null } },
        { 'retry-after': '12', 'set-cookie': 'a=b', 'x-ratelimit-limit-requests': '3' },
      ),
    );
    const error = await apiErrorOf(client().chat.completions.create(REQUEST));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429, type: 'requests', code: 'rate_limit_exceeded' });
    expect(error.headers?.get('retry-after')).toBe('12');
    expect(error.headers?.has('set-cookie')).toBe(false);
    expect(error.headers?.has('x-ratelimit-limit-requests')).toBe(false);
    expect(error.message).toContain('Too Many Requests');
    expect(error.message).toMatch(/Request ID: sl_[0-9a-f]{20}/);
    expect(error.message).not.toMatch(/org-SECRET|sk-/);
  });

  it('receives two short sentences about a refusal in words that nobody knows', async () => {
    const message = `Denied by rule 7b for ${KEY}`;
    site.upstream.respond(answer(403, { error: { message, type: 'rule', code: 'WR-7B' } }));
    const error = await apiErrorOf(client().chat.completions.create(REQUEST));
    expect(error.message).toMatch(
      /^403 403 Forbidden: the provider refused this request\. The response gives no reason that Starlight recognizes\. \(Request ID: \w+\)$/,
    );
  });

  it('receives a status for an error in the first event of a stream', async () => {
    site.upstream.respond(
      stream(event({ error: { message: 'x', code: 503, type: 'server_error' } })),
    );
    const error = await apiErrorOf(client().chat.completions.create({ ...REQUEST, stream: true }));
    expect(error).toMatchObject({ status: 503, type: 'server_error' });
  });

  it('is told not to retry failures that no retry can fix', async () => {
    site.upstream.respond(
      answer(429, {
        error: { message: 'x', type: 'insufficient_quota', code: 'insufficient_quota' },
      }),
    );
    const error = await apiErrorOf(client().chat.completions.create(REQUEST));
    expect(error.code).toBe('insufficient_quota');
    expect(error.headers?.get('x-should-retry')).toBe('false');
  });

  it('lists the offered models', async () => {
    const ids: string[] = [];
    for await (const model of client().models.list()) ids.push(model.id);
    expect(ids).toEqual(['gpt-test', 'gpt-other']);
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('closes the upstream connection by leaving', async () => {
    site.upstream.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('a'));
    });
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const _ of events) break;
    await site.upstream.requests[0]?.closed;
    await vi.waitFor(() => expect(site.starlight.requestLines()[0]).toMatchObject({ status: 499 }));
  });
});

describe('an upstream that answers otherwise than requested', () => {
  it('still streams to a program after replying without streaming', async () => {
    site.upstream.respond(answer(200, completion('complete')));
    let text = '';
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const { choices } of events) text += choices[0]?.delta.content ?? '';
    expect(text).toBe('complete');
  });

  it('relays only what OpenAI documents', async () => {
    site.upstream.respond(
      answer(200, { ...completion('hi'), request_headers: { authorization: KEY } }),
    );
    expect(await (await post(REQUEST)).text()).not.toContain('request_headers');
    const chunk = JSON.parse(delta('hi').slice('data: '.length));
    site.upstream.respond(stream(event({ ...chunk, debug: KEY }), finish(), DONE));
    expect(await (await post({ ...REQUEST, stream: true })).text()).not.toContain('debug');
  });

  it('leads to a repair of the added limit, but of nothing the program requested', async () => {
    const refuse = (param: string) =>
      answer(400, {
        error: {
          message: `Unsupported parameter: '${param}' is not supported with this model.`,
          type: 'invalid_request_error',
          code: 'unsupported_parameter',
          param,
        },
      });
    site.upstream.respond((exchange) =>
      ('max_tokens' in JSON.parse(exchange.body)
        ? refuse('max_tokens')
        : answer(200, completion('hi')))(exchange),
    );
    expect((await post(REQUEST)).status).toBe(200);
    site.upstream.respond(refuse('temperature'));
    const response = await post({ ...REQUEST, temperature: 0.4 });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      code: 'unsupported_parameter',
      param: 'temperature',
    });
  });
});
