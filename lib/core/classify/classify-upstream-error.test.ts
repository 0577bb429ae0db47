import { describe, expect, it } from 'vitest';
import { classifyUpstreamError } from './classify-upstream-error.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);

function classify(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyUpstreamError({ status, headers: new Headers(headers), body: text }, NOW);
}

const kindOf = (status: number, body: unknown, headers?: Record<string, string>) =>
  classify(status, body, headers).kind;

describe('classifyUpstreamError with a body without details', () => {
  it.each([
    [400, 'bad_request'],
    [401, 'key_invalid'],
    [402, 'quota_exhausted'],
    [405, 'wrong_url'],
    [407, 'network_blocked'],
    [408, 'upstream_timeout'],
    [409, 'conflict'],
    [413, 'payload_too_large'],
    [415, 'bad_request'],
    [418, 'refused'],
    [422, 'bad_request'],
    [429, 'rate_limited'],
    [431, 'bad_request'],
    [451, 'region_unsupported'],
    [498, 'overloaded'],
    [499, 'connection_lost'],
    [500, 'server_error'],
    [502, 'bad_gateway'],
    [503, 'overloaded'],
    [504, 'gateway_timeout'],
    [507, 'server_error'],
    [520, 'bad_gateway'],
    [521, 'bad_gateway'],
    [522, 'bad_gateway'],
    [524, 'gateway_timeout'],
    [526, 'bad_gateway'],
    [529, 'overloaded'],
  ] as const)('classifies %i as %s with a JSON, HTML, text or empty body', (status, kind) => {
    for (const body of [
      {},
      { error: { message: 'odd' } },
      '<html><body>odd</body></html>',
      'odd',
      '',
    ]) {
      expect(kindOf(status, body)).toBe(kind);
    }
  });

  it.each([404, 410])('tells a %i of an API from one of an address without one', (status) => {
    expect(kindOf(status, { error: { message: 'odd' } })).toBe('refused');
    for (const body of [
      {},
      { error: { message: 'Not Found' } },
      '<html><body>odd</body></html>',
      'odd',
      '',
    ]) {
      expect(kindOf(status, body)).toBe('wrong_url');
    }
  });

  it('distinguishes a 403 from an API from one that the network sends', () => {
    expect(classify(403, { message: 'Forbidden' })).toEqual({
      kind: 'refused',
      certainty: 'guessed',
      status: 403,
    });
    expect(kindOf(403, '<html><title>403 Forbidden</title></html>')).toBe('network_blocked');
    expect(kindOf(403, 'error code: 1020')).toBe('network_blocked');
  });

  it.each([301, 302, 303, 307, 308])(
    'classifies %i as upstream_redirected, without its status',
    (status) => {
      expect(classify(status, '', { location: 'https://elsewhere.example/' })).toEqual({
        kind: 'upstream_redirected',
        certainty: 'recognized',
      });
    },
  );

  it('omits a status that cannot be relayed to a browser', () => {
    expect(classify(407, '').status).toBeUndefined();
    for (const status of [0, -1, 99, 101, 600, 999, 404.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(classify(status, 'odd').status).toBeUndefined();
    }
  });
});

describe('classifyUpstreamError with a 2xx that is not a reply', () => {
  it.each([
    [200, '', 'reply_empty'],
    [204, '', 'reply_empty'],
    [200, ' \r\n', 'reply_empty'],
    [200, '<!doctype html><title>Sign in</title>', 'not_an_api'],
    [200, '\uFEFF<HTML></HTML>', 'not_an_api'],
    [200, '<?xml version="1.0"?><a/>', 'not_an_api'],
    [200, 'It works!', 'not_an_api'],
    [200, '"OK"', 'not_an_api'],
    [200, '42', 'not_an_api'],
    [200, '{"status":"ok"}', 'not_an_api'],
    [200, '{"object":"list","data":[]}', 'not_an_api'],
    [200, '{"choices":[]}', 'reply_invalid'],
    [200, '{"id":"chatcmpl-1","choi', 'reply_invalid'],
    [200, 'data: {"choices":[]}', 'reply_invalid'],
    [200, '{"error":{"message":"odd"}}', 'server_error'],
    [200, 'data: {"error":{"code":429}}\n\ndata: [DONE]\n\n', 'rate_limited'],
  ] as const)('classifies %i with %j as %s', (status, body, kind) => {
    expect(kindOf(status, body)).toBe(kind);
  });

  it('takes the status from the error in the body', () => {
    expect(classify(200, { error: { code: 402, message: 'x' } })).toEqual({
      kind: 'quota_exhausted',
      certainty: 'guessed',
      status: 402,
    });
    expect(classify(200, { error: { code: 'insufficient_quota', message: 'x' } })).toEqual({
      kind: 'quota_exhausted',
      certainty: 'recognized',
    });
  });
});

describe('classifyUpstreamError with headers', () => {
  it.each([
    ['req_a2f3a6e00a3254b0a33e33089add2750', true],
    ['0d5b1f0c-9a2e-48e5-b6c7-d8e9f0a1b2c3', true],
    ['sk-canary-Qzxj7wvk', false],
    ['req_sk-canary-Qzxj7wvk', false],
    ['Bearer_Qzxj7wvk', false],
    ['with space', false],
    ['<script>', false],
    ['a'.repeat(65), false],
    ['', false],
  ])('accepts the request ID %j: %j', (id, isAccepted) => {
    expect(classify(500, '', { 'x-request-id': id }).upstreamRequestId).toBe(
      isAccepted ? id : undefined,
    );
  });

  it('returns a wait only for kinds that waiting helps', () => {
    const wait = (status: number, body: unknown) =>
      classify(status, body, { 'retry-after': '7' }).retryAfterMs;
    for (const status of [408, 409, 429, 500, 502, 503, 504, 529]) {
      expect(wait(status, {})).toBe(7000);
    }
    expect(wait(429, { error: { code: 'insufficient_quota' } })).toBeUndefined();
    expect(wait(401, {})).toBeUndefined();
    expect(wait(429, { error: { message: 'Request too large for gpt-4o' } })).toBeUndefined();
  });

  it('compares a Retry-After date with the given time', () => {
    const headers = { 'retry-after': 'Thu, 15 Jan 2026 12:00:05 GMT' };
    expect(classify(503, '', headers).retryAfterMs).toBe(5000);
  });

  it('does not use the reset time of a limit as the wait after a server error', () => {
    const headers = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6ms' };
    expect(classify(500, '', headers).retryAfterMs).toBeUndefined();
    expect(classify(429, '', headers).retryAfterMs).toBe(6);
  });

  it('trusts the body over the content type', () => {
    const page = { 'content-type': 'text/html' };
    expect(kindOf(401, { error: { code: 'invalid_api_key' } }, page)).toBe('key_invalid');
    const json = { 'content-type': 'application/json' };
    expect(kindOf(403, '<html></html>', json)).toBe('network_blocked');
  });
});
