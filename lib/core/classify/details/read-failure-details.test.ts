import { describe, expect, it } from 'vitest';
import { classifyErrorEvent } from '../classify-error-event.ts';
import { classifyUpstreamError } from '../classify-upstream-error.ts';

function classify(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyUpstreamError({ status, headers: new Headers(headers), body: text }, 0);
}

describe('readFailureDetails', () => {
  const detailsOf = (status: number, error: object) => classify(status, { error }).details;

  it.each([
    [
      'maximum context length is 128000 tokens. However, your messages resulted in 204308 tokens.',
      128_000,
      204_308,
    ],
    [
      'maximum context length is 4097 tokens, however you requested 4569 tokens (3545 in your prompt; 1024 for the completion)',
      4097,
      4569,
    ],
    [
      "This endpoint's maximum context length is 32768 tokens. However, you requested about 42832 tokens (42832 of text input).",
      32_768,
      42_832,
    ],
    [
      'maximum context length is 128000 tokens. However, you requested 65535 output tokens and your prompt contains at least 62466 input tokens, for a total of at least 128001 tokens.',
      128_000,
      128_001,
    ],
    [
      "'max_completion_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and your request has 512 input tokens",
      4096,
      5512,
    ],
    [
      'Trying to keep the first 111490 tokens when context the overflows. However, the model is loaded with context length of only 32768 tokens',
      32_768,
      111_490,
    ],
    [
      'request (5846 tokens) exceeds the available context size (4096 tokens), try increasing it',
      4096,
      5846,
    ],
    [
      'The decoder prompt (length 42359) is longer than the maximum model length of 32768',
      32_768,
      42_359,
    ],
    [
      'The prompt (total length 25938) is too long to fit into the model (context length 4096).',
      4096,
      25_938,
    ],
    ['Requested tokens (516) exceed context window of 512', 512, 516],
    ['prompt is too long: 202,128 tokens > 200,000 maximum', 200_000, 202_128],
    [
      'The input token count (3475108) exceeds the maximum number of tokens allowed (1048576).',
      1_048_576,
      3_475_108,
    ],
    [
      "This model's maximum prompt length is 131072 but the request contains 136973 tokens.",
      131_072,
      136_973,
    ],
    [
      '`inputs` tokens + `max_new_tokens` must be <= 2048. Given: 1244 `inputs` tokens and 1000 `max_new_tokens`',
      2048,
      2244,
    ],
  ])(
    'reads the context window and the tokens used from "%s"',
    (message, limitTokens, usedTokens) => {
      expect(detailsOf(400, { message, code: 'context_length_exceeded' })).toEqual({
        limitTokens,
        usedTokens,
      });
    },
  );

  it('reads the numbers from llama.cpp’s own fields', () => {
    const type = 'exceed_context_size_error';
    expect(detailsOf(400, { type, n_prompt_tokens: 14_429, n_ctx: 8192 })).toEqual({
      limitTokens: 8192,
      usedTokens: 14_429,
    });
    expect(detailsOf(400, { type, n_prompt_tokens: 'many', n_ctx: -1 })).toBeUndefined();
  });

  it.each([
    [
      'on requests per min (RPM): Limit 3, Used 3, Requested 1.',
      { limit: 3, used: 3, limitUnit: 'requests', limitWindow: 'minute' },
    ],
    [
      'on requests per day (RPD): Limit 200, Used 200, Requested 1.',
      { limit: 200, used: 200, limitUnit: 'requests', limitWindow: 'day' },
    ],
    [
      'on requests per min. Limit: 3 / min. Please try again in 20s.',
      { limit: 3, limitUnit: 'requests', limitWindow: 'minute' },
    ],
    [
      'on tokens per min. Limit: 90000 / min. Current: 112345 / min.',
      {
        limit: 90_000,
        used: 112_345,
        limitUnit: 'tokens',
        limitWindow: 'minute',
        limitTokens: 90_000,
        usedTokens: 112_345,
      },
    ],
    [
      'on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619.',
      {
        limit: 100_000,
        used: 97_050,
        limitUnit: 'tokens',
        limitWindow: 'day',
        limitTokens: 100_000,
        usedTokens: 97_050,
        requestedTokens: 3619,
      },
    ],
  ])('reads the limit from "%s"', (message, expected) => {
    expect(detailsOf(429, { message, code: 'rate_limit_exceeded' })).toEqual(expected);
  });

  it('reads the limit from the headers when the message has none', () => {
    const headers = {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '499',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '0',
    };
    expect(classify(429, { error: { message: 'Slow' } }, headers).details).toEqual({
      limit: 30_000,
      limitUnit: 'tokens',
    });
  });

  it('reads a wait from the body, also of an error in a stream', () => {
    const reset = String(Date.now() + 60_000);
    const headers = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset };
    const event = { error: { message: 'Rate limited', code: 429, metadata: { headers } } };
    expect(classifyErrorEvent(event)).toMatchObject({ kind: 'rate_limited' });
    const { retryAfterMs = 0 } = classifyErrorEvent(event);
    expect(Math.abs(retryAfterMs - 60_000)).toBeLessThan(5000);
    expect(classify(429, { error: { retry_after: 30 } }).retryAfterMs).toBe(30_000);
  });

  it('reads only the window of a limit without a number', () => {
    const message = "you've reached your weekly usage limit, please wait or upgrade";
    expect(classify(429, { error: { message } }).details).toMatchObject({ limitWindow: 'week' });
  });

  it('reads the length of a message that is too long and its limit', () => {
    expect(
      detailsOf(400, {
        message:
          "Invalid 'messages[17].content': string too long. Expected a string with maximum length 1048576, but got a string with length 1744259 instead.",
        code: 'string_above_max_length',
        param: 'messages[17].content',
      }),
    ).toEqual({
      limit: 1_048_576,
      used: 1_744_259,
      limitUnit: 'characters',
      parameter: 'messages[17].content',
    });
  });

  it.each([
    ['max_tokens', 'max_tokens'],
    ['messages[0].content', 'messages[0].content'],
    ['messages.[3].role', 'messages[3].role'],
    ['reasoning.summary', 'reasoning.summary'],
    ['stream_options.include_usage', 'stream_options.include_usage'],
    ['foo', undefined],
    ['sk-canary-Qzxj', undefined],
    ['Qzxj7wvk', undefined],
    ['messages.Qzxj7wvk', undefined],
    ['messages[0].content; drop', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('turns the parameter %j into %j', (param, parameter) => {
    expect(detailsOf(400, { code: 'unsupported_parameter', param })?.parameter).toBe(parameter);
  });

  it('reads the parameter from a FastAPI path and from a quoted name', () => {
    const loc = ['body', 'messages', 0, 'content'];
    expect(classify(422, { detail: [{ loc, msg: 'x' }] }).details).toEqual({
      parameter: 'messages[0].content',
    });
    const message = "Unsupported parameter: 'max_tokens' is not supported with this model.";
    expect(detailsOf(400, { message })).toEqual({ parameter: 'max_tokens' });
  });

  it.each([
    ['gpt-4o-mini-2024-07-18', true],
    ['o3', true],
    ['gpt-5.4-mini', true],
    ['llama-3.3-70b-versatile', true],
    ['qwen2.5-coder', true],
    ['openai/gpt-4o', true],
    ['claude-sonnet-4-5-20250929', true],
    ['sk-canary-Qzxj7wvk', false],
    ['Qzxj7wvkplm9', false],
    ['org-Rk3vYt8LqZ0pWn5hXcJ2sBdM', false],
    ['ft:gpt-4o:acme:secret', false],
    ['gpt-Qzxj7wvkplm9', false],
  ])('accepts %j as a model name: %j', (model, isAccepted) => {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    expect(detailsOf(404, { message, code: 'model_not_found' })).toEqual(
      isAccepted ? { model } : undefined,
    );
  });

  it.each([
    ['us.api.openai.com', 'us.api.openai.com'],
    ['eu.api.openai.com.', 'eu.api.openai.com'],
    ['us.api.openai.com.evil.example', undefined],
    ['evil-us.api.openai.com', undefined],
    ['api.openai.com@evil.example', undefined],
    ['sk-canary.api.openai.com', undefined],
    ['evil.example', undefined],
  ])('reads the host from "make your request to %s": %j', (host, expected) => {
    const message = `Please make your request to ${host}`;
    expect(detailsOf(401, { message, code: 'incorrect_hostname' })?.host).toBe(expected);
  });

  it.each([
    ['model.request. Check', 'model.request'],
    ['api.model.read, model.request', 'api.model.read'],
    ['api.responses.write.', 'api.responses.write'],
    ['api.qzxjwvkqzxjw.read', undefined],
    ['model.request.sk-canary', undefined],
    ['Qzxj7wvk.plm9', undefined],
    ['sk-canary-Qzxj', undefined],
  ])('reads the scope from "Missing scopes: %s": %j', (text, scope) => {
    const message = `You have insufficient permissions. Missing scopes: ${text}`;
    expect(classify(401, { error: message }).details?.scope).toBe(scope);
  });

  it.each([
    ...[
      'limit of 1 per 1s ',
      'limit 1,',
      'daily a b ',
      '5-hour ',
      'per ',
      '1小时',
      'GMT',
      '[',
      '"',
    ],
    ...['Quota exceeded for metric x, limit: ', 'retry_after: 1', 'resets at 2026-', 'in in '],
  ])('takes no longer than the text for 64 kB of %j', (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536);
    const item = { message: text.slice(0, 8000), reset: text, remaining: 0 };
    const headers = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`x-ratelimit-reset-${at}`, '1h1m1s']),
    );
    for (const body of [text, { error: item, errors: [item, item, item] }]) {
      const started = performance.now();
      classify(429, body, headers);
      // Measured at most 25 ms on an idle machine.
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});
