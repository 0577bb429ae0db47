import { describe, expect, it } from 'vitest';
import { classifyUpstreamError } from './classify-upstream-error.ts';

function classify(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyUpstreamError({ status, headers: new Headers(), body: text }, 0);
}

const kindOf = (status: number, body: unknown) => classify(status, body).kind;

describe('classifyUpstreamError, by dialect', () => {
  it.each([
    ['Anthropic', 529, { type: 'error', error: { type: 'overloaded_error' } }, 'overloaded'],
    ['Azure: no deployment', 404, { error: { code: 'DeploymentNotFound' } }, 'model_not_found'],
    [
      'Azure: no route',
      404,
      { error: { code: '404', message: 'Resource not found' } },
      'wrong_url',
    ],
    ['Azure: operation', 400, { error: { code: 'OperationNotSupported' } }, 'model_wrong_endpoint'],
    [
      'BetterChatGPT',
      401,
      { error: { code: 'error', message: { code: 'token_expired' } } },
      'wrong_credential_type',
    ],
    ['ChatGPT', 401, { detail: { code: 'token_expired', type: 'x' } }, 'wrong_credential_type'],
    ['Cloudflare in plain text', 502, 'error code: 502', 'bad_gateway'],
    [
      'DeepSeek',
      402,
      { error: { message: 'Insufficient Balance', code: 'invalid_request_error' } },
      'quota_exhausted',
    ],
    [
      'Google: an array',
      429,
      [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }],
      'rate_limited',
    ],
    [
      'Google: a wrong key is a 400',
      400,
      {
        error: { code: 400, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] },
      },
      'key_invalid',
    ],
    [
      'Google: JSON in the message',
      400,
      { error: { message: '{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}' } },
      'rate_limited',
    ],
    ['Groq: decommissioned', 400, { error: { code: 'model_decommissioned' } }, 'model_not_found'],
    [
      'LiteLLM: model',
      401,
      { error: { type: 'key_model_access_denied', code: '401' } },
      'model_not_allowed',
    ],
    [
      'LiteLLM: budget',
      429,
      { error: { type: 'budget_exceeded', code: '429' } },
      'spend_limit_reached',
    ],
    [
      'LiteLLM: message is an object',
      400,
      { error: { message: { error: 'Invalid model name passed in model=x' } } },
      'model_not_found',
    ],
    [
      'LiteLLM: an event',
      429,
      'data: {"error": {"message": "", "type": "throttling_error", "code": "429"}}\n\n',
      'rate_limited',
    ],
    [
      'llama.cpp',
      400,
      {
        error: {
          code: 400,
          type: 'exceed_context_size_error',
          n_prompt_tokens: 14429,
          n_ctx: 8192,
        },
      },
      'context_too_long',
    ],
    ['Moonshot', 429, { error: { type: 'exceeded_current_quota_error' } }, 'quota_exhausted'],
    [
      'new-api',
      503,
      { error: { code: 'model_not_found', type: 'new_api_error' } },
      'model_not_found',
    ],
    [
      'one-api',
      403,
      { error: { code: 'insufficient_user_quota', type: 'one_api_error' } },
      'quota_exhausted',
    ],
    [
      'OpenRouter: the provider’s own body',
      400,
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: { raw: '{"error":{"code":"context_length_exceeded","message":"x"}}' },
        },
      },
      'context_too_long',
    ],
    [
      'OpenRouter: a day',
      429,
      { error: { code: 429, metadata: { limit_source: 'openrouter_free_tier_daily' } } },
      'rate_limited_daily',
    ],
    [
      'problem+json',
      404,
      { type: 'https://example.com/p', title: 'Not Found', status: 404 },
      'wrong_url',
    ],
    ['vLLM: a class name', 401, { error: 'Unauthorized' }, 'key_invalid'],
    [
      'vLLM: no model',
      404,
      {
        object: 'error',
        message: 'The model `x` does not exist.',
        type: 'NotFoundError',
        code: 404,
      },
      'model_not_found',
    ],
    [
      'a gateway that answers 500 for a 401',
      500,
      { error: { code: 401, message: 'x' } },
      'key_invalid',
    ],
    [
      'a gateway that answers 400 for a 429',
      400,
      { error: { code: '429', message: 'x' } },
      'rate_limited',
    ],
  ] as const)('classifies %s', (_, status, body, kind) => {
    expect(classify(status, body)).toMatchObject({ kind, status });
  });

  it('trusts a specific HTTP status over the one in the body', () => {
    expect(kindOf(404, { error: { code: 500, message: 'x' } })).toBe('refused');
    expect(kindOf(500, { error: { code: 500, message: 'x' } })).toBe('server_error');
  });

  it('does not blame the key for an outage of the sign-in', () => {
    const body = { error: { type: 'auth_subrequest_error', code: 'internal_error' } };
    expect(classify(500, body)).toEqual({
      kind: 'server_error',
      certainty: 'recognized',
      status: 500,
      details: { reason: 'auth_outage' },
    });
  });
});
