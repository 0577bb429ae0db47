import OpenAI, { APIError, AuthenticationError, RateLimitError } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GET as unknownPath } from '#app/v1/[...path]/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { GET as models, POST as postToModels } from '#app/v1/models/route.ts';
import {
  completion,
  DONE,
  delta,
  event,
  finish,
  reply,
  usageEvent,
} from '#tests/support/completion-events.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { type HandlerServer, serveHandlers } from '#tests/support/serve-handlers.ts';
import { type StarlightProcess, startStarlight } from '#tests/support/starlight-process.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const REQUEST = {
  model: 'gpt-test',
  messages: [{ role: 'user' as const, content: 'a private question' }],
};

let upstream: ScriptableUpstream;
let server: HandlerServer;
let starlight: StarlightProcess;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  server = await serveHandlers({ '/v1/chat/completions': completions, '/v1/models': models });
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.respond(answer(200, completion('hi')));
  starlight = startLive();
});
afterEach(() => vi.unstubAllEnvs());

function startLive(env: Record<string, string> = {}): StarlightProcess {
  return startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_ACCESS_CODE: 'a-long-access-code',
    STARLIGHT_MODELS: 'gpt-test,gpt-other',
    STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}, other:another-token-of-some-length`,
    ...env,
  });
}

/** Any OpenAI client works after changing its base URL; this is OpenAI's own. */
const client = (apiKey = TEAM_TOKEN) =>
  new OpenAI({ apiKey, baseURL: `${server.origin}/v1`, maxRetries: 0, logLevel: 'off' });

const sentBodies = () => upstream.requests.map(({ body }) => JSON.parse(body));

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return completions(
    new Request('http://localhost:3000/v1/chat/completions', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${TEAM_TOKEN}`,
        ...headers,
      },
      body: JSON.stringify(body),
    }),
  );
}

async function failureOf(promise: Promise<unknown>): Promise<APIError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof APIError)) throw error ?? new Error('the call did not fail');
  return error;
}

describe('the openai client', () => {
  it('receives a complete completion', async () => {
    const { choices, usage } = await client().chat.completions.create(REQUEST);
    expect(choices[0]?.message.content).toBe('hi');
    expect(usage?.completion_tokens).toBe(3);
    expect(upstream.requests[0]?.headers['authorization']).toBe(`Bearer ${KEY}`);
    expect(sentBodies()[0]).toEqual({ ...REQUEST, stream: false, max_tokens: 4096 });
  });

  it('receives a streamed completion, without a token count that was not requested', async () => {
    upstream.respond(stream(delta('Hel'), delta('lo'), finish(), usageEvent(7, 3), DONE));
    const chunks = [];
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const chunk of events) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello');
    expect(chunks.every(({ choices }) => choices.length === 1)).toBe(true);
    expect(starlight.requestLines()[0]).toMatchObject({
      route: '/v1/chat/completions',
      status: 200,
      teamToken: 'build-bot',
      inputTokens: 7,
      outputTokens: 3,
      finishReason: 'stop',
    });
    expect(starlight.rawLog.join('')).not.toMatch(/private question|team-token/);
  });

  it('receives the token count of a stream when requested', async () => {
    upstream.respond(stream(reply('hi')));
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
    upstream.respond(answer(200, toolReply));
    const tools = [{ type: 'function' as const, function: { name: 'f', parameters: {} } }];
    const { choices } = await client().chat.completions.create({ ...REQUEST, tools });
    expect(choices[0]?.message.tool_calls?.[0]).toEqual(call);
    expect(sentBodies()[0]).toMatchObject({ tools });
  });

  it('receives an error, never a clean end, when a reply is cut off', async () => {
    upstream.respond(async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      cut();
    });
    let text = '';
    const error = await failureOf(
      (async () => {
        const events = await client().chat.completions.create({ ...REQUEST, stream: true });
        for await (const chunk of events) text += chunk.choices[0]?.delta.content ?? '';
      })(),
    );
    expect(text).toBe('half');
    expect(error.code).toBe('reply_interrupted');
  });

  it('needs no event parsing to notice a cut-off reply, because the connection breaks', async () => {
    upstream.respond(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      reset();
    });
    const response = await fetch(`${server.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...REQUEST, stream: true }),
    });
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it("receives the upstream’s status, type, code and Retry-After, but Starlight's text", async () => {
    const echo = `Rate limit reached for gpt-test in organization org-SECRET with ${KEY}`;
    upstream.respond(
      answer(
        429,
        { error: { message: echo, type: 'requests', code: 'rate_limit_exceeded', param: null } },
        { 'retry-after': '12', 'set-cookie': 'a=b', 'x-ratelimit-limit-requests': '3' },
      ),
    );
    const error = await failureOf(client().chat.completions.create(REQUEST));
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
    upstream.respond(answer(403, { error: { message, type: 'rule', code: 'WR-7B' } }));
    const error = await failureOf(client().chat.completions.create(REQUEST));
    expect(error.message).toMatch(
      /^403 403 Forbidden: the provider refused this request\. The response gives no reason that Starlight recognizes\. \(Request ID: \w+\)$/,
    );
  });

  it('receives a status for an error in the first event of a stream', async () => {
    upstream.respond(stream(event({ error: { message: 'x', code: 503, type: 'server_error' } })));
    const error = await failureOf(client().chat.completions.create({ ...REQUEST, stream: true }));
    expect(error).toMatchObject({ status: 503, type: 'server_error' });
  });

  it('is told not to retry failures that no retry can fix', async () => {
    upstream.respond(
      answer(429, {
        error: { message: 'x', type: 'insufficient_quota', code: 'insufficient_quota' },
      }),
    );
    const error = await failureOf(client().chat.completions.create(REQUEST));
    expect(error.code).toBe('insufficient_quota');
    expect(error.headers?.get('x-should-retry')).toBe('false');
  });

  it('lists the offered models', async () => {
    const ids: string[] = [];
    for await (const model of client().models.list()) ids.push(model.id);
    expect(ids).toEqual(['gpt-test', 'gpt-other']);
    expect(upstream.requests).toHaveLength(0);
  });

  it('closes the upstream connection by leaving', async () => {
    upstream.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('a'));
    });
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const _ of events) break;
    await upstream.requests[0]?.closed;
    await vi.waitFor(() => expect(starlight.requestLines()[0]).toMatchObject({ status: 499 }));
  });
});

describe('an upstream that answers otherwise than requested', () => {
  it('still streams to a program after replying without streaming', async () => {
    upstream.respond(answer(200, completion('complete')));
    let text = '';
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const { choices } of events) text += choices[0]?.delta.content ?? '';
    expect(text).toBe('complete');
  });

  it('relays only what OpenAI documents', async () => {
    upstream.respond(answer(200, { ...completion('hi'), request_headers: { authorization: KEY } }));
    expect(await (await post(REQUEST)).text()).not.toContain('request_headers');
    const chunk = JSON.parse(delta('hi').slice('data: '.length));
    upstream.respond(stream(event({ ...chunk, debug: KEY }), finish(), DONE));
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
    upstream.respond((exchange) =>
      ('max_tokens' in JSON.parse(exchange.body)
        ? refuse('max_tokens')
        : answer(200, completion('hi')))(exchange),
    );
    expect((await post(REQUEST)).status).toBe(200);
    upstream.respond(refuse('temperature'));
    const response = await post({ ...REQUEST, temperature: 0.4 });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      code: 'unsupported_parameter',
      param: 'temperature',
    });
  });
});

describe("a program's request", () => {
  it('passes on the parameters of the reply, with the limit clamped to answer and thinking', async () => {
    const steering = {
      temperature: 0.1,
      top_p: 0.5,
      stop: ['\n'],
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      response_format: { type: 'json_object' },
      reasoning_effort: 'low',
      user: 'u1',
    };
    await post({ ...REQUEST, ...steering, max_completion_tokens: 999_999, store: true, n: 1 });
    expect(sentBodies()[0]).toMatchObject({ ...steering, max_tokens: 20_480 });
    expect(sentBodies()[0]).not.toHaveProperty('store');
  });

  it.each([
    [{ max_tokens: 7 }, 7],
    [{ max_completion_tokens: 7 }, 7],
    [{ max_tokens: 7, max_completion_tokens: 9 }, 7],
    [{ max_tokens: 9, max_completion_tokens: 7 }, 7],
    [{ max_tokens: null, max_completion_tokens: 999_999 }, 4096],
    [{}, 4096],
  ])(
    'carries the stricter limit of %j, under the one name that every server knows',
    async (limits, limit) => {
      await post({ ...REQUEST, ...limits });
      expect(sentBodies()[0]).toEqual({ ...REQUEST, stream: false, max_tokens: limit });
    },
  );

  it.each([
    ['n', { n: 2 }, 'n'],
    ['an unknown field', { base_url: 'https://evil.test' }, 'base_url'],
    ['no messages', { messages: [] }, 'messages'],
    ['a tool that the upstream would run', { tools: [{ type: 'web_search' }] }, 'tools[0].type'],
    [
      'an image for the upstream to fetch',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image_url', image_url: { url: 'http://169.254.169.254/' } }],
          },
        ],
      },
      'messages[0].content[0].image_url.url',
    ],
  ])('is refused: %s', async (_name, change, param) => {
    const response = await post({ ...REQUEST, ...change });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ type: 'invalid_request_error', param });
    expect(upstream.requests).toHaveLength(0);
  });

  it('must name an offered model', async () => {
    const response = await post({ ...REQUEST, model: 'gpt-expensive' });
    expect((await response.json()).error.code).toBe('model_not_found');
    expect(upstream.requests).toHaveLength(0);
  });

  it('is rate limited for each token separately', async () => {
    starlight = startLive({ STARLIGHT_RATE_LIMIT: '1' });
    expect((await post(REQUEST)).status).toBe(200);
    const refused = await post(REQUEST);
    expect(refused.status).toBe(429);
    expect((await refused.json()).error.code).toBe('rate_limit_exceeded');
    const other = { authorization: 'Bearer another-token-of-some-length' };
    expect((await post(REQUEST, other)).status).toBe(200);
  });

  it("uses the token's own limit, and reports what is remaining", async () => {
    starlight = startLive({
      STARLIGHT_RATE_LIMIT: '1',
      STARLIGHT_TEAM_RATE_LIMITS: 'build-bot:3',
    });
    const first = await post(REQUEST);
    expect(first.headers.get('ratelimit-policy')).toContain('"team";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"team";r=2;t=\d+/);
    const statuses = [await post(REQUEST), await post(REQUEST), await post(REQUEST)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    const headers = { authorization: 'Bearer another-token-of-some-length' };
    expect((await post(REQUEST, headers)).status).toBe(200);
    expect((await post(REQUEST, headers)).status).toBe(429);
    const list = await models(new Request('http://localhost:3000/v1/models', { headers }));
    expect(list.status).toBe(429);
  });
});

describe('a request without a usable team token', () => {
  it('is refused, whatever else is right', async () => {
    const { cookie, ...wrong } = {
      cookie: 'starlight-session=forged',
      none: { authorization: '' },
      wrong: { authorization: `Bearer ${TEAM_TOKEN}x` },
      basic: { authorization: `Basic ${btoa(TEAM_TOKEN)}` },
      key: { authorization: '', 'x-api-key': TEAM_TOKEN },
    };
    for (const headers of Object.values(wrong)) {
      const response = await post(REQUEST, { ...headers, cookie });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(response.headers.get('x-should-retry')).toBe('false');
      const { error } = await response.json();
      expect(error).toMatchObject({ type: 'invalid_request_error', param: null });
      expect(JSON.stringify(error)).not.toContain(TEAM_TOKEN.slice(0, 8));
    }
    expect(upstream.requests).toHaveLength(0);
    expect(starlight.requestLines()[0]).toMatchObject({
      status: 401,
      kind: 'access_required',
      reason: 'missing_authorization',
      role: 'visitor',
    });
  });

  it('is an authentication error in the openai client', async () => {
    const error = await failureOf(
      client('sk-proj-AAAAAAAAAAAAAAAA').chat.completions.create(REQUEST),
    );
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.code).toBe('invalid_api_key');
    expect(error.message).toContain('an OpenAI key');
  });

  it('gets a response that says what arrived and what this client has to write', async () => {
    const messageFor = async (headers: Record<string, string>, body: unknown = REQUEST) =>
      (await (await post(body, headers)).json()).error.message;
    expect(await messageFor({ authorization: '', 'user-agent': 'curl/8.5.0' })).toMatch(
      /No Authorization header.*-H "Authorization: Bearer/,
    );
    expect(await messageFor({ authorization: TEAM_TOKEN, 'user-agent': 'node' })).toMatch(
      /without the word Bearer.*fetch\(url/,
    );
    expect(
      await messageFor({ authorization: '' }, { headers: { Authorization: TEAM_TOKEN } }),
    ).toMatch(/in the body/);
  });

  it('gets the name of the variable when no token is configured', async () => {
    starlight = startLive({ STARLIGHT_TEAM_TOKENS: '' });
    const response = await post(REQUEST);
    expect(response.status).toBe(401);
    expect((await response.json()).error.message).toContain('STARLIGHT_TEAM_TOKENS');
  });

  it('cannot list the models, and other methods are refused in the same format', async () => {
    const url = 'http://localhost:3000/v1/models';
    expect((await models(new Request(url))).status).toBe(401);
    const response = await postToModels(new Request(url, { method: 'POST' }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect((await response.json()).error).toMatchObject({ code: 'method_not_allowed' });
  });
});

describe('an unknown address', () => {
  it('is refused in the same format, sends nothing upstream and is logged as a stranger’s', async () => {
    const response = await unknownPath(new Request('http://localhost:3000/v1/files'));
    expect(response.status).toBe(404);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect((await response.json()).error).toMatchObject({
      message: expect.stringMatching(/Under \/v1, Starlight only serves.*sl_[0-9a-f]{20}/),
      type: 'invalid_request_error',
      code: 'unknown_url',
      param: null,
    });
    expect(starlight.requestLines()).toMatchObject([
      { route: '/v1/*', status: 404, kind: 'invalid_request', reason: 'unknown_path' },
    ]);
  });
});

describe('an address of a stored response', () => {
  it.each(['responses/resp_1', 'responses/resp_1/cancel', 'conversations'])(
    'is refused with the reason: /v1/%s',
    async (path) => {
      const response = await unknownPath(new Request(`http://localhost:3000/v1/${path}`));
      expect(response.status).toBe(404);
      expect((await response.json()).error).toMatchObject({
        message: expect.stringContaining('stores no responses'),
        code: 'unknown_url',
      });
    },
  );
});

describe('the modes of the site', () => {
  it('answer programs with a team token in the demo', async () => {
    starlight = startStarlight({
      STARLIGHT_DEMO: '1',
      STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}`,
    });
    const messages = [{ role: 'user', content: '/simulate insufficient_quota 0' }];
    const { model } = (
      await (
        await models(
          new Request('http://localhost:3000/v1/models', {
            headers: { authorization: `Bearer ${TEAM_TOKEN}` },
          }),
        )
      ).json()
    ).data[0].id;
    expect(model).toBeUndefined();
    const response = await post({ messages: [{ ...messages[0], content: '/simulate 429' }] });
    expect(response.status).toBe(429);
    expect(upstream.requests).toHaveLength(0);
  });

  it.each([
    ['closed', 503, { STARLIGHT_CLOSED: '1' }],
    ['not configured', 503, { OPENAI_API_KEY: '' }],
    ['with a malformed key', 401, { OPENAI_API_KEY: `"${KEY}"` }],
  ])('return an error for a site that is %s: %i', async (_name, status, env) => {
    starlight = startLive(env as Record<string, string>);
    const response = await post(REQUEST);
    expect(response.status).toBe(status);
    expect(upstream.requests).toHaveLength(0);
  });

  it('accept a team token when nothing protects the page', async () => {
    starlight = startLive({ STARLIGHT_ACCESS_CODE: '' });
    expect((await post(REQUEST)).status).toBe(200);
  });
});
