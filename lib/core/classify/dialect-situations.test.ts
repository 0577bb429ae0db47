import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../error-kinds.ts';
import { cloudflareErrorPage, serverPage } from '../upstream-faults/edge-pages.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

/** What happened, the status, the body as it comes, what we must call it. */
type Situation = readonly [what: string, status: number, body: unknown, kind: ErrorKind];

const KEY_REFUSED = 'Incorrect API key provided: sk-proj-********************MxYA.';
const QUOTA = 'You exceeded your current quota, please check your plan and billing details.';

const openAi = (message: string, type: string | null, code: string | null, param?: string) => ({
  error: { message, type, param: param ?? null, code },
});

/** The situations that every upstream meets, in the words of each; wordings as seen in public reports. */
const DIALECTS: Readonly<Record<string, readonly Situation[]>> = {
  'OpenAI, now': [
    ['key', 401, openAi(KEY_REFUSED, 'invalid_request_error', 'invalid_api_key'), 'key_invalid'],
    [
      'model',
      404,
      openAi(
        'The model `gpt-9` does not exist or you do not have access to it.',
        'invalid_request_error',
        'model_not_found',
      ),
      'model_not_found',
    ],
    [
      'context',
      400,
      openAi(
        "This model's maximum context length is 128000 tokens. However, your messages resulted in 150021 tokens.",
        'invalid_request_error',
        'context_length_exceeded',
        'messages',
      ),
      'context_too_long',
    ],
    [
      'rate',
      429,
      openAi('Rate limit reached for gpt-4o', 'tokens', 'rate_limit_exceeded'),
      'rate_limited',
    ],
    ['quota', 429, openAi(QUOTA, 'insufficient_quota', 'insufficient_quota'), 'quota_exhausted'],
    ['failure', 500, openAi('The server had an error', 'server_error', null), 'server_error'],
    [
      'load',
      503,
      openAi('Try again later.', 'service_unavailable_error', 'server_is_overloaded'),
      'overloaded',
    ],
  ],
  'OpenAI, before codes had values': [
    ['key', 401, openAi(KEY_REFUSED, 'invalid_request_error', null), 'key_invalid'],
    [
      'model',
      404,
      openAi('The model `gpt-9` does not exist', 'invalid_request_error', null),
      'model_not_found',
    ],
    [
      'context',
      400,
      openAi(
        "This model's maximum context length is 4097 tokens, however you requested 5000 tokens (3000 in your prompt; 2000 for the completion). Please reduce your prompt; or completion length.",
        'invalid_request_error',
        null,
      ),
      'context_too_long',
    ],
    [
      'rate',
      429,
      openAi(
        'Rate limit reached for default-gpt-3.5-turbo in organization org-x on requests per min. Limit: 3 / min. Please try again in 20s.',
        'requests',
        null,
      ),
      'rate_limited',
    ],
    ['quota', 429, openAi(QUOTA, 'insufficient_quota', null), 'quota_exhausted'],
    [
      'load',
      429,
      openAi(
        'That model is currently overloaded with other requests. You can retry your request.',
        'server_error',
        null,
      ),
      'overloaded',
    ],
    ['failure', 500, openAi('Internal server error', 'server_error', null), 'server_error'],
  ],
  Azure: [
    [
      'key',
      401,
      { statusCode: 401, message: 'Unauthorized. Access token is missing' },
      'key_invalid',
    ],
    ['key of a resource', 401, { error: { code: '401', message: 'Access denied' } }, 'key_invalid'],
    ['deployment', 404, { error: { code: 'DeploymentNotFound', message: 'x' } }, 'model_not_found'],
    ['path', 404, { error: { code: '404', message: 'Resource not found' } }, 'wrong_url'],
    [
      'rate',
      429,
      {
        error: {
          code: '429',
          message:
            'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2023-12-01-preview have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 22 seconds.',
        },
      },
      'rate_limited',
    ],
    ['filter', 400, { error: { code: 'content_filter', message: 'x' } }, 'content_flagged'],
    ['load', 503, { error: { code: 'NoCapacity', message: 'x' } }, 'overloaded'],
    ['failure', 500, { error: { code: 'InternalServerError', message: 'x' } }, 'server_error'],
  ],
  OpenRouter: [
    ['key', 401, { error: { message: 'User not found.', code: 401 } }, 'key_invalid'],
    ['no key', 401, { error: { message: 'No auth credentials found', code: 401 } }, 'key_missing'],
    [
      'model',
      400,
      { error: { message: 'openai/gpt-9 is not a valid model ID', code: 400 } },
      'model_not_found',
    ],
    [
      'context',
      400,
      {
        error: {
          message:
            "This endpoint's maximum context length is 131072 tokens. However, you requested about 200000 tokens.",
          code: 400,
        },
      },
      'context_too_long',
    ],
    ['credit', 402, { error: { message: 'Insufficient credits', code: 402 } }, 'quota_exhausted'],
    ['rate', 429, { error: { message: 'Rate limit exceeded', code: 429 } }, 'rate_limited'],
    ['provider', 502, { error: { message: 'Provider returned error', code: 502 } }, 'bad_gateway'],
    ['load', 503, { error: { message: 'No instances available', code: 503 } }, 'overloaded'],
  ],
  Groq: [
    [
      'key',
      401,
      openAi('Invalid API Key', 'invalid_request_error', 'invalid_api_key'),
      'key_invalid',
    ],
    [
      'model',
      404,
      openAi('The model `x` does not exist', 'invalid_request_error', 'model_not_found'),
      'model_not_found',
    ],
    [
      'size',
      413,
      openAi(
        'Request too large for model `x` in organization `org_y` on tokens per minute (TPM): Limit 6000, Requested 9000',
        'tokens',
        'rate_limit_exceeded',
      ),
      'request_too_large',
    ],
    [
      'rate',
      429,
      openAi('Rate limit reached for model `x`', 'tokens', 'rate_limit_exceeded'),
      'rate_limited',
    ],
    ['flex', 498, openAi('Flex Tier Capacity Exceeded', 'flex', 'capacity_exceeded'), 'overloaded'],
    ['load', 503, openAi('Service Unavailable', 'internal_server_error', null), 'overloaded'],
  ],
  vLLM: [
    ['key', 401, { error: 'Unauthorized' }, 'key_invalid'],
    [
      'model',
      404,
      {
        object: 'error',
        message: 'The model `x` does not exist.',
        type: 'NotFoundError',
        param: null,
        code: 404,
      },
      'model_not_found',
    ],
    [
      'context',
      400,
      {
        error: {
          message:
            "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens.",
          type: 'BadRequestError',
          param: null,
          code: 400,
        },
      },
      'context_too_long',
    ],
    [
      'failure',
      500,
      { error: { message: '', type: 'InternalServerError', param: null, code: 500 } },
      'server_error',
    ],
    [
      'failure, before',
      500,
      { object: 'error', message: '', type: 'InternalServerError', param: null, code: 500 },
      'server_error',
    ],
  ],
  Ollama: [
    [
      'model',
      404,
      openAi('model "x" not found, try pulling it first', 'api_error', null),
      'model_not_found',
    ],
    ['model, native', 404, { error: "model 'x' not found" }, 'model_not_found'],
    [
      'load',
      503,
      { error: 'server busy, please try again.  maximum pending requests exceeded' },
      'overloaded',
    ],
    [
      'failure',
      500,
      { error: 'llama runner process has terminated: exit status 2' },
      'server_error',
    ],
    ['path', 404, '404 page not found', 'wrong_url'],
  ],
  'llama.cpp': [
    [
      'key',
      401,
      { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } },
      'key_invalid',
    ],
    [
      'context',
      400,
      {
        error: {
          code: 400,
          message: 'the request exceeds the available context size, try increasing it',
          type: 'exceed_context_size_error',
          n_prompt_tokens: 9000,
          n_ctx: 8192,
        },
      },
      'context_too_long',
    ],
    [
      'loading',
      503,
      { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
      'overloaded',
    ],
    [
      'path',
      404,
      { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } },
      'wrong_url',
    ],
    ['failure', 500, { error: { code: 500, message: 'x', type: 'server_error' } }, 'server_error'],
  ],
  LiteLLM: [
    [
      'key',
      401,
      {
        error: {
          message:
            'Authentication Error, Invalid proxy server token passed. Received API Key = sk-...abcd, Key Hash (Token) =c8c2. Unable to find token in cache or `LiteLLM_VerificationTokenTable`',
          type: 'token_not_found_in_db',
          param: 'key',
          code: '401',
        },
      },
      'key_invalid',
    ],
    [
      'model',
      400,
      {
        error: {
          message: { error: 'chat_completion: Invalid model name passed in model=x' },
          type: 'None',
          param: 'None',
          code: '400',
        },
      },
      'model_not_found',
    ],
    [
      'context',
      400,
      {
        error: {
          message:
            'litellm.ContextWindowExceededError: litellm.BadRequestError: OpenAIException - too long',
          type: null,
          param: null,
          code: '400',
        },
      },
      'context_too_long',
    ],
    [
      'rate',
      429,
      { error: { message: 'Crossed RPM limit', type: 'throttling_error', code: '429' } },
      'rate_limited',
    ],
    [
      'budget',
      400,
      {
        error: {
          message: 'Budget has been exceeded! Current cost: 10.2, Max budget: 10.0',
          type: 'budget_exceeded',
          param: null,
          code: '400',
        },
      },
      'spend_limit_reached',
    ],
    [
      'failure',
      500,
      { error: { message: 'litellm.InternalServerError', type: null, param: null, code: '500' } },
      'server_error',
    ],
    [
      'load',
      503,
      { error: { message: 'litellm.ServiceUnavailableError', type: null, code: '503' } },
      'overloaded',
    ],
  ],
  'one-api and new-api': [
    ['key', 401, { error: { message: '无效的令牌', type: 'one_api_error' } }, 'key_invalid'],
    [
      'no channel',
      503,
      {
        error: { message: '当前分组 default 下对于模型 gpt-4 无可用渠道', type: 'one_api_error' },
      },
      'model_not_found',
    ],
    [
      'quota',
      403,
      {
        error: {
          message: 'user quota is not enough',
          type: 'one_api_error',
          code: 'insufficient_user_quota',
        },
      },
      'quota_exhausted',
    ],
    [
      'quota, worded as load',
      429,
      {
        error: {
          message: '当前分组上游负载已饱和，请稍后再试',
          type: 'insufficient_quota',
          code: 'insufficient_user_quota',
        },
      },
      'quota_exhausted',
    ],
    [
      'load',
      429,
      { error: { message: '当前分组上游负载已饱和，请稍后再试', type: 'one_api_error', code: '' } },
      'rate_limited',
    ],
    [
      'failure',
      500,
      {
        error: {
          message: 'bad response status code 500',
          type: 'upstream_error',
          param: '500',
          code: 'bad_response_status_code',
        },
      },
      'server_error',
    ],
  ],
  FastAPI: [
    ['no key', 403, { detail: 'Not authenticated' }, 'key_missing'],
    ['key', 401, { detail: 'Invalid authentication credentials' }, 'key_invalid'],
    ['path', 404, { detail: 'Not Found' }, 'wrong_url'],
    ['method', 405, { detail: 'Method Not Allowed' }, 'wrong_url'],
    [
      'request',
      422,
      { detail: [{ type: 'missing', loc: ['body', 'model'], msg: 'Field required', input: {} }] },
      'bad_request',
    ],
    ['rate', 429, { detail: 'Too Many Requests' }, 'rate_limited'],
    ['failure', 500, { detail: 'Internal Server Error' }, 'server_error'],
    ['load', 503, { detail: { error: 'no workers' } }, 'overloaded'],
  ],
  'problem+json (RFC 9457)': [
    ...(
      [
        [400, 'bad_request'],
        [401, 'key_invalid'],
        [403, 'missing_scopes'],
        [404, 'wrong_url'],
        [413, 'payload_too_large'],
        [429, 'rate_limited'],
        [500, 'server_error'],
        [502, 'bad_gateway'],
        [503, 'overloaded'],
        [504, 'gateway_timeout'],
      ] as const
    ).map(([status, kind]): Situation => {
      const body = { type: 'about:blank', title: 'x', status, detail: 'y', instance: '/v1' };
      return [String(status), status, body, kind];
    }),
  ],
  'pages of nginx': (
    [
      [400, '400 Bad Request', 'bad_request'],
      [401, '401 Authorization Required', 'key_invalid'],
      [403, '403 Forbidden', 'network_blocked'],
      [404, '404 Not Found', 'wrong_url'],
      [405, '405 Not Allowed', 'wrong_url'],
      [408, '408 Request Time-out', 'upstream_timeout'],
      [413, '413 Request Entity Too Large', 'payload_too_large'],
      [429, '429 Too Many Requests', 'rate_limited'],
      [431, '431 Request Header Or Cookie Too Large', 'bad_request'],
      [499, '499 Client Closed Request', 'connection_lost'],
      [500, '500 Internal Server Error', 'server_error'],
      [502, '502 Bad Gateway', 'bad_gateway'],
      [503, '503 Service Temporarily Unavailable', 'overloaded'],
      [504, '504 Gateway Time-out', 'gateway_timeout'],
    ] as const
  ).map(([status, title, kind]): Situation => [title, status, serverPage(title, 'nginx'), kind]),
  'pages of Cloudflare': [
    ...(
      [
        [502, 'Bad gateway', 'bad_gateway'],
        [503, 'Service Temporarily Unavailable', 'overloaded'],
        [504, 'Gateway time-out', 'gateway_timeout'],
        [520, 'Web server is returning an unknown error', 'bad_gateway'],
        [521, 'Web server is down', 'bad_gateway'],
        [522, 'Connection timed out', 'bad_gateway'],
        [523, 'Origin is unreachable', 'bad_gateway'],
        [524, 'A timeout occurred', 'gateway_timeout'],
        [525, 'SSL handshake failed', 'bad_gateway'],
        [526, 'Invalid SSL certificate', 'bad_gateway'],
        [530, 'Origin DNS error', 'bad_gateway'],
      ] as const
    ).map(
      ([status, name, kind]): Situation => [name, status, cloudflareErrorPage(status, name), kind],
    ),
    [
      'challenge',
      403,
      '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head></html>',
      'network_blocked',
    ],
    [
      'challenge with a 503',
      503,
      '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head></html>',
      'network_blocked',
    ],
    [
      'block',
      403,
      '<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head></html>',
      'network_blocked',
    ],
    [
      'rate',
      429,
      '<!DOCTYPE html><html><head><title>Access denied | api.example.com used Cloudflare to restrict access</title></head><body>Error 1015: You are being rate limited</body></html>',
      'rate_limited',
    ],
    ['block in plain text', 403, 'error code: 1020', 'network_blocked'],
  ],
};

const situations = Object.entries(DIALECTS).flatMap(([dialect, rows]) =>
  rows.map(([what, status, body, kind]) => ({ dialect, what, status, body, kind })),
);

describe('what every upstream meets, in the words of each', () => {
  it.each(situations)('$dialect: $what ($status) is $kind', ({ status, body, kind }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    // Servers send pages as JSON and the reverse; bytes decide.
    for (const type of ['application/json', 'text/html', 'text/plain', null]) {
      const headers = new Headers(type === null ? {} : { 'content-type': type });
      const failure = classifyUpstreamError({ status, headers, body: text }, 0);
      expect({ type, kind: failure.kind, status: failure.status }).toEqual({ type, kind, status });
    }
  });

  it('asks of each dialect what a key, a limit or a failure looks like', () => {
    expect(situations.length).toBeGreaterThan(100);
    expect(Object.values(DIALECTS).filter((rows) => rows.length < 5)).toEqual([]);
  });
});
