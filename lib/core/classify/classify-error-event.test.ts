import { describe, expect, it } from 'vitest';
import { classifyErrorEvent, isErrorPayload } from './classify-error-event.ts';

const CHUNK = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content: 'error' }, finish_reason: null }],
};

describe('isErrorPayload', () => {
  it.each([
    ['OpenAI', { error: { message: 'x', type: 'server_error' } }],
    ['an upstream that sends a string', { error: 'model "x" not found' }],
    ['NextChat', { error: true, msg: 'x' }],
    ['an upstream that adds it to choices', { ...CHUNK, error: { code: 502, message: 'x' } }],
    [
      'an upstream that puts it inside a choice',
      { choices: [{ error: { code: 502, message: 'x' } }] },
    ],
    [
      'an upstream whose choice ends in an error',
      { choices: [{ delta: {}, finish_reason: 'error' }] },
    ],
    ['vLLM', { object: 'error', message: 'x', code: 400 }],
    ['Anthropic', { type: 'error', error: { type: 'overloaded_error' } }],
    ['FastAPI', { detail: 'x' }],
    ['FastAPI, as a list', { detail: [{ loc: ['body'], msg: 'x' }] }],
    ['Cloudflare', { success: false, errors: [{ code: 7001, message: 'x' }] }],
    ['a gateway', { status: 'failure', message: 'x' }],
    ['llama.cpp', { code: 500, message: 'x', type: 'server_error' }],
    ['Google', [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }]],
  ])('returns true for an error from %s', (_, value) => {
    expect(isErrorPayload(value)).toBe(true);
  });

  it.each([
    ['a chunk', CHUNK],
    ['a chunk with error: null', { ...CHUNK, error: null }],
    ['a usage chunk', { ...CHUNK, choices: [], usage: { total_tokens: 3 } }],
    ['Azure’s first chunk', { choices: [], prompt_filter_results: [] }],
    ['a completion', { id: 'chatcmpl-1', choices: [{ message: { content: 'detail' } }] }],
    ['a list of models', { object: 'list', data: [] }],
    ['nothing', {}],
    ['null', null],
    ['a string', 'error'],
    ['a number', 500],
    ['an empty list', []],
    ['nested lists', [[[]]]],
    ['an empty error', { error: '' }],
  ])('returns false for %s', (_, value) => {
    expect(isErrorPayload(value)).toBe(false);
  });
});

describe('classifyErrorEvent', () => {
  it('classifies by code, without a status if the event has none', () => {
    expect(
      classifyErrorEvent({
        error: { message: 'x', type: 'service_unavailable_error', code: 'server_is_overloaded' },
      }),
    ).toEqual({ kind: 'overloaded', certainty: 'recognized' });
  });

  it('uses a numeric code as the HTTP status', () => {
    expect(
      classifyErrorEvent({ error: { code: 429, message: 'Provider returned error' } }),
    ).toEqual({ kind: 'rate_limited', certainty: 'guessed', status: 429 });
    expect(classifyErrorEvent({ object: 'error', code: 400, message: 'bad top_p' })).toEqual({
      kind: 'bad_request',
      certainty: 'guessed',
      status: 400,
    });
  });

  it('ignores a number that is not an HTTP error status', () => {
    for (const code of [0, 200, 399, 600, 7001, 404.5, -404]) {
      expect(classifyErrorEvent({ error: { code, message: 'x' } }).status).toBeUndefined();
    }
  });

  it('reads the error inside a choice, whatever the message of the choice says', () => {
    const choice = { message: { content: 'You didn’t provide an API key' }, error: { code: 503 } };
    expect(classifyErrorEvent({ choices: [choice] })).toEqual({
      kind: 'overloaded',
      certainty: 'guessed',
      status: 503,
    });
    expect(classifyErrorEvent({ choices: [{ finish_reason: 'error' }] })).toEqual({
      kind: 'server_error',
      certainty: 'guessed',
    });
  });

  it('classifies an uninformative error as server_error', () => {
    expect(classifyErrorEvent({ error: {} })).toEqual({
      kind: 'server_error',
      certainty: 'guessed',
    });
    expect(classifyErrorEvent({ error: 'Something odd happened' })).toEqual({
      kind: 'server_error',
      certainty: 'guessed',
    });
  });

  it('classifies by type if there is neither a code nor a status', () => {
    const kindOf = (type: string) => classifyErrorEvent({ error: { type, message: 'x' } }).kind;
    expect(kindOf('invalid_request_error')).toBe('bad_request');
    expect(kindOf('authentication_error')).toBe('key_invalid');
    expect(kindOf('rate_limit_error')).toBe('rate_limited');
    expect(kindOf('overloaded_error')).toBe('overloaded');
    expect(kindOf('not_found_error')).toBe('model_not_found');
  });

  it('reads the wait from the message', () => {
    expect(
      classifyErrorEvent({
        error: {
          message:
            'Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 14567, Requested 24754. Please try again in 18.642s.',
          type: 'tokens',
          code: 'rate_limit_exceeded',
        },
      }),
    ).toEqual({
      kind: 'rate_limited',
      certainty: 'recognized',
      retryAfterMs: 18_642,
      details: {
        limit: 30_000,
        used: 14_567,
        limitUnit: 'tokens',
        limitWindow: 'minute',
        limitTokens: 30_000,
        usedTokens: 14_567,
        requestedTokens: 24_754,
        model: 'gpt-4o',
      },
    });
  });
});
