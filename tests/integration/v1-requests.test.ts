import OpenAI, { AuthenticationError } from 'openai';
import { describe, expect, it } from 'vitest';
import { GET as unknownPath } from '#app/v1/[...path]/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { GET as models, POST as postToModels } from '#app/v1/models/route.ts';
import { completion } from '#tests/support/completion-events.ts';
import { apiErrorOf } from '#tests/support/failure-of.ts';
import { KEY, prepareSite, TEAM_SITE, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { answer } from '#tests/support/scriptable-upstream.ts';
import { startStarlight, teamRequest } from '#tests/support/starlight-process.ts';

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

const post = (body: unknown, headers: Record<string, string> = {}) =>
  completions(teamRequest('/v1/chat/completions', TEAM_TOKEN, body, headers));

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
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('must name an offered model', async () => {
    const response = await post({ ...REQUEST, model: 'gpt-expensive' });
    expect((await response.json()).error.code).toBe('model_not_found');
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('is rate limited for each token separately', async () => {
    site.start({ STARLIGHT_RATE_LIMIT: '1' });
    expect((await post(REQUEST)).status).toBe(200);
    const refused = await post(REQUEST);
    expect(refused.status).toBe(429);
    expect((await refused.json()).error.code).toBe('rate_limit_exceeded');
    const other = { authorization: 'Bearer another-token-of-some-length' };
    expect((await post(REQUEST, other)).status).toBe(200);
  });

  it("uses the token's own limit, and reports what is remaining", async () => {
    site.start({
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
    expect(site.upstream.requests).toHaveLength(0);
    expect(site.starlight.requestLines()[0]).toMatchObject({
      status: 401,
      kind: 'access_required',
      reason: 'missing_authorization',
      role: 'visitor',
    });
  });

  it('is an authentication error in the openai client', async () => {
    const error = await apiErrorOf(
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
    site.start({ STARLIGHT_TEAM_TOKENS: '' });
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
    expect(site.starlight.requestLines()).toMatchObject([
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
    startStarlight({
      STARLIGHT_DEMO: '1',
      STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}`,
    });
    const messages = [{ role: 'user', content: '/simulate insufficient_quota 0' }];
    const { model } = (await (await models(teamRequest('/v1/models', TEAM_TOKEN))).json()).data[0]
      .id;
    expect(model).toBeUndefined();
    const response = await post({ messages: [{ ...messages[0], content: '/simulate 429' }] });
    expect(response.status).toBe(429);
    expect(site.upstream.requests).toHaveLength(0);
  });

  it.each([
    ['closed', 503, { STARLIGHT_CLOSED: '1' }],
    ['not configured', 503, { OPENAI_API_KEY: '' }],
    ['with a malformed key', 401, { OPENAI_API_KEY: `"${KEY}"` }],
  ])('return an error for a site that is %s: %i', async (_name, status, env) => {
    site.start(env as Record<string, string>);
    const response = await post(REQUEST);
    expect(response.status).toBe(status);
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('accept a team token when nothing protects the page', async () => {
    site.start({ STARLIGHT_ACCESS_CODE: '' });
    expect((await post(REQUEST)).status).toBe(200);
  });
});
