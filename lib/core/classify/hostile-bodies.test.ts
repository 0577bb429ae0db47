import { describe, expect, it } from 'vitest';
import { isErrorKind } from '../errors/error-kinds.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

function kindOf(status: number, body: string): string {
  return classifyUpstreamError({ status, headers: new Headers(), body }, 0).kind;
}

describe('hostile bodies of 64 kB', () => {
  const KB_64 = 64 * 1024;
  const fill = (piece: string) => piece.repeat(Math.ceil(KB_64 / piece.length)).slice(0, KB_64);
  const inMessages = (piece: string) => {
    const message = fill(piece).slice(0, 4000);
    return JSON.stringify({
      message,
      error: { message, errors: [{ message }, { message }, { message }] },
    });
  };
  const pieces = [
    ...['a', '9', ' ', '\n', '"', '`', '.', '{', '<', 'x '],
    'Incorrect API key provided: sk-or-',
    'provided: ',
    'exceeded your current quota, please check your plan and billing details ',
    'identifier ',
    'model `',
    'reached for model ',
    'maximum context length is 1',
    "is too large: 1. This model's ",
    'try again in 1s1s1s1s1s',
    'try again in 1',
    "Unsupported parameter: '",
    'Missing scopes: api.a',
    'a.api.openai.com',
    'prompt (length 1',
    ...['credit ', 'not found ', 'model ', 'rate limit per day ', '余额不足', 'é', 'ﬁ', 'aB', '、'],
    ...[
      "'code': 'x",
      "'code': 'x' ",
      '{"a":',
      'x{',
      '\\u0000',
      'http://a',
      'retry_after: 1',
      '1 > 2, ',
    ],
    ...['2026-12-01T', 'wait 1 ', 'resets in 1h', '请在 30 秒', '[1, 2', 'at most '],
  ];

  it.each(pieces)('are classified quickly when they repeat %j', (piece) => {
    for (const body of [fill(piece), inMessages(piece), `<html>${fill(piece)}`]) {
      const started = performance.now();
      for (const status of [400, 401, 429, 503]) {
        expect(kindOf(status, body)).toSatisfy(isErrorKind);
      }
      // Measured 1 to 4 ms on an idle machine; an exponential pattern takes minutes.
      expect(performance.now() - started).toBeLessThan(500);
    }
  });

  it('are read only where they begin if they have 10 MB', () => {
    const message = 'The model was not found and the credit is exhausted. '.repeat(200_000);
    const started = performance.now();
    const body = JSON.stringify({ error: { message, code: message, details: [{ message }] } });
    expect(kindOf(404, body)).toBe('quota_exhausted');
    expect(kindOf(404, message)).toBe('quota_exhausted');
    // Measured 60 ms, most of it for the JSON.
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it.each([
    ['lists', '['.repeat(KB_64 / 2) + ']'.repeat(KB_64 / 2)],
    ['lists that never end', '['.repeat(KB_64)],
    ['errors', `${'{"error":'.repeat(6000)}1${'}'.repeat(6000)}`],
    ['many errors', `{"errors":[${'{"message":"x"},'.repeat(4000)}1]}`],
    ['many fields', `{${Array.from({ length: 4000 }, (_, index) => `"k${index}":1`).join()}}`],
    ['strings of JSON in strings', nestedStrings(9)],
  ])('are classified quickly when they are full of %s', (_, body) => {
    const started = performance.now();
    expect(kindOf(400, body)).toSatisfy(isErrorKind);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it.each([
    '{"__proto__":{"error":{"code":"invalid_api_key"}},"error":{}}',
    '{"error":{"__proto__":{"code":"invalid_api_key"}}}',
    '{"constructor":{"prototype":{"code":"invalid_api_key"}},"error":{}}',
  ])('cannot set a prototype: %s', (body) => {
    expect(classifyUpstreamError({ status: 400, headers: new Headers(), body }, 0)).toEqual({
      kind: 'bad_request',
      certainty: 'guessed',
      status: 400,
    });
    expect(({} as Record<string, unknown>)['code']).toBeUndefined();
  });

  function nestedStrings(levels: number): string {
    let text = '{"error":"x"}';
    for (let level = 0; level < levels; level += 1) text = JSON.stringify({ error: text });
    return text;
  }
});
