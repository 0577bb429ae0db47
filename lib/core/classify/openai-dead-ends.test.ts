import { describe, expect, it } from 'vitest';
import { classifyErrorEvent } from './classify-error-event.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

type DeadEnd = {
  status: number;
  message: string;
  code?: string | null;
  type?: string;
  param?: string | null;
  expected: { kind: string; details?: Record<string, unknown> };
};

/** What OpenAI refuses in 2026 in ways that a new key, a wait or another try never changes. */
const DEAD_ENDS: Readonly<Record<string, DeadEnd>> = {
  'tools with reasoning': {
    status: 400,
    message:
      "Function tools with reasoning_effort are not supported for gpt-5.4 in /v1/chat/completions. Please use /v1/responses instead, or set reasoning_effort to 'none'.",
    param: 'reasoning_effort',
    code: null,
    expected: {
      kind: 'unsupported_parameter',
      details: { reason: 'tools_with_reasoning', parameter: 'reasoning_effort' },
    },
  },
  'a model of the Responses API': {
    status: 404,
    message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
    param: 'model',
    code: null,
    expected: { kind: 'model_wrong_endpoint', details: { reason: 'responses_only' } },
  },
  'a value of effort': {
    status: 400,
    message:
      "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'low', 'medium', and 'high'.",
    param: 'reasoning_effort',
    code: 'unsupported_value',
    expected: { kind: 'unsupported_parameter', details: { parameter: 'reasoning_effort' } },
  },
  'a deprecated model': {
    status: 404,
    message:
      'The model `gpt-4-32k` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations',
    code: 'model_not_found',
    expected: { kind: 'model_not_found', details: { reason: 'retired' } },
  },
  'a model that was shut down': {
    status: 404,
    message: 'The model `gpt-4.5-preview` was shut down on 2025-07-14.',
    code: null,
    expected: { kind: 'model_not_found', details: { reason: 'retired' } },
  },
  'a policy on cyber risks': {
    status: 400,
    message: 'This request has been flagged for potentially high-risk cyber activity.',
    type: 'invalid_request',
    code: 'cyber_policy',
    expected: { kind: 'content_flagged', details: { reason: 'needs_approval' } },
  },
  'a blocked moderation': {
    status: 400,
    message: 'Your request was rejected by the safety system.',
    code: 'moderation_blocked',
    expected: { kind: 'content_flagged' },
  },
  'no resources': {
    status: 429,
    message: 'The requested resource is unavailable.',
    code: 'resource_unavailable',
    expected: { kind: 'overloaded' },
  },
  'a model without sampling': {
    status: 403,
    message: 'You are not allowed to sample from this model',
    code: null,
    expected: { kind: 'model_not_allowed' },
  },
  'a restricted organization': {
    status: 400,
    message: 'x',
    code: 'organization_restricted',
    expected: { kind: 'account_deactivated' },
  },
  'a restricted organization, in words': {
    status: 403,
    message: 'Organization has been restricted. Please reach out to support.',
    code: null,
    expected: { kind: 'account_deactivated' },
  },
  'too many tokens to write': {
    status: 400,
    message:
      'max_tokens is too large: 20000. This model supports at most 16384 completion tokens, whereas you provided 20000.',
    param: 'max_tokens',
    code: 'invalid_value',
    expected: { kind: 'output_limit_too_large', details: { limitTokens: 16384 } },
  },
};

function errorOf({ message, code = null, type = 'invalid_request_error', param = null }: DeadEnd) {
  return { error: { message, type, param, code } };
}

describe("OpenAI's dead ends", () => {
  it.each(Object.entries(DEAD_ENDS))('are recognized: %s', (_, deadEnd) => {
    const { status, expected } = deadEnd;
    const body = JSON.stringify(errorOf(deadEnd));
    expect(classifyUpstreamError({ status, headers: new Headers(), body }, 0)).toMatchObject({
      ...expected,
      certainty: 'recognized',
      status,
    });
  });

  it.each(Object.entries(DEAD_ENDS))('are recognized in a stream: %s', (_, deadEnd) => {
    const { kind } = deadEnd.expected;
    expect(classifyErrorEvent(errorOf(deadEnd))).toMatchObject({ kind, certainty: 'recognized' });
  });
});
