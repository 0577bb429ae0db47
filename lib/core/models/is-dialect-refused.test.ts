import { describe, expect, it } from 'vitest';
import { reportedFailures } from '#tests/fixtures/dialects/reported-failures.ts';
import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import type { ApiDialect } from './choose-dialect.ts';
import { isDialectRefused } from './is-dialect-refused.ts';

const ABOUT_PATH = [405, 501];
const KINDS: readonly string[] = [
  'wrong_url',
  'model_wrong_endpoint',
  'unsupported_parameter',
  'bad_request',
];

function failureOf(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyUpstreamError({ status, headers: new Headers(), body: text });
}

const isRefused = (asked: ApiDialect, status: number, body: unknown) =>
  isDialectRefused(failureOf(status, body), asked);

const said = (message: string, more: object = {}) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});
const express =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><pre>Cannot POST /v1/responses</pre></body></html>';
const nested = '{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}';
const quoted =
  '{"error":{"message":"model gpt-5.4 is not accessible via the /chat/completions endpoint","code":"unsupported_api_for_model"}}\n';
const fields =
  "[{'type': 'missing', 'loc': ('body', 'messages'), 'msg': 'Field required', 'input': {}}]";

/** What servers and gateways write that have only the other API, or that have the model only there. */
const REFUSALS: readonly [who: string, asked: ApiDialect, status: number, body: unknown][] = [
  ['llama.cpp (ggml-org/llama.cpp#14702)', 'responses', 404, nested],
  [
    'LiteLLM in front of llama.cpp (BerriAI/litellm#13130)',
    'responses',
    404,
    said(
      `litellm.NotFoundError: NotFoundError: OpenAIException - ${nested}. Received Model Group=m`,
      { code: '404' },
    ),
  ],
  [
    'LiteLLM in front of Copilot (BerriAI/litellm#20103)',
    'responses',
    400,
    said(
      'litellm.BadRequestError: Github_copilotException - {"error":{"message":"model claude-opus-4.5 does not support Responses API.","code":"unsupported_api_for_model"}}\n. Received Model Group=m',
      { code: '400' },
    ),
  ],
  ['Copilot (ericc-ch/copilot-api#208)', 'chat', 400, said(quoted, { type: 'error' })],
  [
    'Bedrock (mnfst/llm-gateway#2657)',
    'chat',
    400,
    said("The model 'openai.gpt-5.6-luna' does not support the '/v1/chat/completions' API", {
      code: 'validation_error',
    }),
  ],
  [
    'Bedrock (BerriAI/litellm#29490)',
    'responses',
    400,
    said("The model 'nvidia.nemotron-nano-9b-v2' does not support the '/openai/v1/responses' API", {
      code: 'validation_error',
    }),
  ],
  [
    'new-api without a translation (QuantumNous/new-api#4535)',
    'responses',
    500,
    said('not implemented (request id: 202609110557258263251558268d9d6YVPI7fkI)', {
      type: 'new_api_error',
      code: 'convert_request_failed',
    }),
  ],
  [
    'new-api (QuantumNous/new-api#1396)',
    'responses',
    404,
    said('Invalid URL (POST /v1/responses) (request id: 2025)'),
  ],
  [
    'a relay (moeru-ai/airi#1137)',
    'chat',
    400,
    said(
      'Unsupported legacy protocol: /v1/chat/completions is not supported. Please use /v1/responses.',
    ),
  ],
  [
    'TrueFoundry (truefoundry/models#846)',
    'chat',
    404,
    said(
      'openai error: This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
      { code: '404' },
    ),
  ],
  [
    'Groq',
    'responses',
    404,
    said(
      'Unknown request URL: POST /openai/v1/responses. Please check the URL for typos, or see the docs at https://console.groq.com/docs/',
      { code: 'unknown_url' },
    ),
  ],
  ['Azure', 'responses', 404, { error: { code: '404', message: 'Resource not found' } }],
  [
    'Azure, in a region without it (responsibleai/ASSERT#129)',
    'responses',
    404,
    {
      error: {
        code: 'NotFound',
        message:
          'Azure OpenAI Responses API is not enabled in this region. Please check https://aka.ms/aoai/responsesapi/availability',
      },
    },
  ],
  [
    'Azure, the same with another code',
    'responses',
    400,
    {
      error: { code: 'BadRequest', message: 'The Responses API is not available in this region.' },
    },
  ],
  [
    'LM Studio (semanser/codel#69)',
    'responses',
    400,
    { error: 'Unexpected endpoint or method. (POST /v1/responses)' },
  ],
  [
    'Cloudflare',
    'responses',
    400,
    { success: false, errors: [{ code: 7000, message: 'No route for that URI' }] },
  ],
  ['Ollama', 'responses', 404, '404 page not found'],
  [
    'vLLM',
    'responses',
    400,
    { object: 'error', message: 'The model does not support Responses API', code: 400 },
  ],
  [
    'vLLM, not implemented',
    'responses',
    501,
    said('The model does not support Responses API', { code: 501 }),
  ],
  ['a gateway', 'responses', 400, said('Unsupported endpoint: /v1/responses')],
  [
    'a gateway with a code',
    'responses',
    400,
    said('unsupported endpoint', { code: 'unsupported_endpoint' }),
  ],
  ['Express', 'responses', 404, express],
  ['Spring', 'responses', 404, { status: 404, error: 'Not Found', path: '/v4/responses' }],
  ['ASP.NET', 'responses', 404, { title: 'Not Found', status: 404 }],
  ['Django', 'responses', 405, { detail: 'Method "POST" not allowed.' }],
  [
    'a 405 that says something else',
    'responses',
    405,
    { error: 'Coding Plan is currently only available for Coding Agents' },
  ],
  ['a 501 without words', 'responses', 501, ''],
  ['a handler of the other API, in Python', 'responses', 400, said(fields)],
  ['a handler of the other API, in Go', 'responses', 400, said('field messages is required')],
  [
    'a handler of the other API, with a schema',
    'responses',
    400,
    said("[] is too short - 'messages'"),
  ],
  ['a handler of Responses', 'chat', 400, said('input is required')],
  [
    'a handler that renames the input',
    'responses',
    400,
    said("Invalid value: 'input_text'.", { param: 'messages[0].content[0].type' }),
  ],
];

describe('a refusal of the API', () => {
  it.each(REFUSALS)('is recognized: %s', (_, asked, status, body) => {
    expect(isRefused(asked, status, body)).toBe(true);
  });

  it.each([
    ['a missing model', 404, said('The model `m` does not exist', { code: 'model_not_found' })],
    [
      'a model without endpoints (OpenRouter)',
      404,
      { error: { message: 'No endpoints found for x/y.', code: 404 } },
    ],
    [
      'an unknown API version (Azure)',
      400,
      {
        error: {
          code: 'BadRequest',
          message:
            'Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later',
        },
      },
    ],
    [
      'plain HTTP to a TLS port',
      400,
      '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>',
    ],
    ['a failure of the server', 500, said('The server had an error')],
    ["a handler's mistake", 500, said("'NoneType' object has no attribute 'get'")],
    [
      'a message that a bad request complains about',
      400,
      said('messages: text content blocks must be non-empty'),
    ],
  ])('is not %s', (_, status, body) => {
    expect(isRefused('responses', status, body)).toBe(false);
    expect(isRefused('chat', status, body)).toBe(false);
  });

  it('is never a failure of key, account, limit, content or server', () => {
    const recognized = reportedFailures(0).filter(({ status, body }) => {
      if (status < 400 || body === undefined || ABOUT_PATH.includes(status)) return false;
      const failure = failureOf(status, body);
      if (failure.certainty === 'guessed') return false;
      return isDialectRefused(failure, 'chat') || isDialectRefused(failure, 'responses');
    });
    expect(recognized.length).toBeGreaterThan(30);
    const wrong = recognized.filter(
      ({ kinds, acceptable = [] }) =>
        ![...kinds, ...acceptable].some((kind) => KINDS.includes(kind)),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
