import { describe, expect, it } from 'vitest';
import { classifyUpstreamError } from '#lib/core/classify/classify-upstream-error.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { blameSetting, isDialectRefused, moreInformative } from './dialect-refusal.ts';

/** What the transport throws for an answer. */
function refusal(status: number, body: unknown): StarlightError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const classified = classifyUpstreamError({ status, headers: new Headers(), body: text });
  const error = new StarlightError(classified);
  error.cause = { type: null, code: null, refused: true };
  return error;
}
const said = (message: string, more: object = {}) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});

const PATH_REFUSALS: [string, StarlightError][] = [
  ['an empty 404', refusal(404, '')],
  ['a 404 page', refusal(404, '<html><body>404 Not Found</body></html>')],
  ['FastAPI', refusal(404, { detail: 'Not Found' })],
  ['Go', refusal(404, '404 page not found')],
  ['OpenAI', refusal(404, said('Invalid URL (POST /v1/responses)'))],
  ['Kong', refusal(404, { message: 'no Route matched with those values' })],
  ['DeepSeek', refusal(404, { error_msg: 'Not Found. Please check the configuration.' })],
  ['a 405', refusal(405, { detail: 'Method Not Allowed' })],
  ['a 501', refusal(501, '')],
];
const MODEL_REFUSALS: [string, ApiDialect, StarlightError][] = [
  [
    'responses only',
    'chat',
    refusal(
      404,
      said('This model is only supported in v1/responses and not in v1/chat/completions.'),
    ),
  ],
  [
    'not a chat model',
    'chat',
    refusal(
      404,
      said(
        'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
      ),
    ),
  ],
  [
    'a retired protocol',
    'chat',
    refusal(
      400,
      said(
        'Unsupported legacy protocol: /v1/chat/completions is not supported. Please use /v1/responses.',
      ),
    ),
  ],
  [
    'Azure',
    'chat',
    refusal(400, {
      error: {
        code: 'OperationNotSupported',
        message: 'The chatCompletion operation does not work with the specified model, gpt-5-pro.',
      },
    }),
  ],
  [
    'a missing input',
    'chat',
    refusal(400, said("Missing required parameter: 'input'.", { param: 'input' })),
  ],
  [
    'chat only',
    'responses',
    refusal(
      400,
      said("The requested model 'gpt-4o-search-preview' is not supported with the Responses API.", {
        param: 'model',
        code: 'model_not_found',
      }),
    ),
  ],
  ['vLLM', 'responses', refusal(400, said('The model does not support Responses API'))],
  [
    'missing messages',
    'responses',
    refusal(400, said("Missing required parameter: 'messages'.", { param: 'messages' })),
  ],
];
const UNKNOWN_MODEL = refusal(
  404,
  said('The model `x` does not exist or you do not have access to it.', {
    code: 'model_not_found',
  }),
);

describe('a refusal of the API', () => {
  it.each(PATH_REFUSALS)('is seen in the answer at a missing path: %s', (_, error) => {
    expect(isDialectRefused(error, 'chat')).toBe(true);
    expect(isDialectRefused(error, 'responses')).toBe(true);
  });

  it.each(MODEL_REFUSALS)('is seen in what is said about a model: %s', (_, asked, error) => {
    expect(isDialectRefused(error, asked)).toBe(true);
  });

  it.each([
    ['a model that does not exist', UNKNOWN_MODEL],
    ['a rejected key', refusal(401, said('Incorrect API key provided'))],
    ['a rate limit', refusal(429, said('Rate limit reached'))],
    ['a failure of the server', refusal(500, '')],
    ['a bad request', refusal(400, said('Invalid value', { param: 'temperature' }))],
    [
      'an unknown API version',
      refusal(404, said('API version 2020-01-01 is not supported for this model')),
    ],
  ])('is not %s', (_, error) => {
    expect(isDialectRefused(error, 'chat')).toBe(false);
    expect(isDialectRefused(error, 'responses')).toBe(false);
  });

  it('is not what the API that was asked is the only one for', () => {
    const [, , responsesOnly] = MODEL_REFUSALS[0] ?? [];
    expect(responsesOnly && isDialectRefused(responsesOnly, 'responses')).toBe(false);
  });

  it('is only an HTTP error: after a 2xx, nothing is sent again', () => {
    const { failure } = refusal(404, '');
    expect(isDialectRefused(new StarlightError(failure), 'chat')).toBe(false);
  });
});

describe('of two failures', () => {
  const bare = refusal(404, '');
  const named = refusal(404, said('Invalid URL (POST /v1/responses)'));
  const [, , responsesOnly = bare] = MODEL_REFUSALS[0] ?? [];

  it('the second counts, unless it is another missing path', () => {
    expect(moreInformative(bare, UNKNOWN_MODEL, 'responses')).toBe(UNKNOWN_MODEL);
    expect(moreInformative(responsesOnly, named, 'responses')).toBe(responsesOnly);
    expect(moreInformative(bare, bare, 'responses')).toBe(bare);
  });

  it('the one that says more counts, if both refuse', () => {
    expect(moreInformative(bare, named, 'responses')).toBe(named);
    expect(moreInformative(named, bare, 'responses')).toBe(named);
    expect(moreInformative(named, responsesOnly, 'chat')).toBe(responsesOnly);
  });
});

describe('STARLIGHT_API', () => {
  it('is named in a failure that it causes, and in no other', () => {
    const bare = refusal(404, '');
    const blamed = blameSetting(bare, 'responses');
    expect(blamed instanceof StarlightError && blamed.failure.details?.variable).toBe(
      'STARLIGHT_API',
    );
    expect(blameSetting(bare, 'auto')).toBe(bare);
    expect(blameSetting(UNKNOWN_MODEL, 'responses')).toBe(UNKNOWN_MODEL);
  });
});
