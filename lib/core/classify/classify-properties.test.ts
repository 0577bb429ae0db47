import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportedFailures } from '#tests/fixtures/dialects/reported-failures.ts';
import { errorDetailsSchema } from '../errors/error-body.ts';
import { isErrorKind } from '../errors/error-kinds.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { UPSTREAM_FAULTS } from '../upstream-faults/upstream-faults.ts';
import { classifyConnectionError } from './classify-connection-error.ts';
import { classifyErrorEvent, isErrorPayload } from './classify-error-event.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

const RUNS = 300;
const MAX_RETRY_MS = 31 * 24 * 3600 * 1000;
const HUGE = 64 * 1024;

// No four consecutive letters of a secret occur in any kind, reason, parameter or model name.
const secret = fc
  .constantFrom('QZXJWVK', 'qzxjwvk', 'QzXjWvK')
  .chain((letters) =>
    fc
      .array(fc.constantFrom(...letters), { minLength: 12, maxLength: 40 })
      .map((drawn) => drawn.join('')),
  );

/** Texts with the secret where a name or a number is read. */
const templates = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) =>
    `Incorrect API key provided: ${text}. You can find your API key at https://platform.openai.com/`,
  (text) => `The model \`${text}\` does not exist or you do not have access to it.`,
  (text) => `Project \`proj_${text}\` does not have access to model \`gpt-${text}\``,
  (text) => `model "${text}" not found, try pulling it first`,
  (text) => `You have insufficient permissions. Missing scopes: api.${text}.read, ${text}`,
  (text) => `Please make your request to ${text}.api.openai.com`,
  (text) => `Unsupported parameter: '${text}' is not supported with this model.`,
  (text) =>
    `Rate limit reached for ${text} in organization org-${text} on tokens per min (TPM): Limit ${text}, Used 3, Requested 4. Please try again in ${text}s.`,
  (text) => `Request too large for gpt-4o-${text} in organization org-x on tokens per min`,
  (text) =>
    `This model's maximum context length is ${text} tokens. However, you requested 5${text} tokens`,
  (text) => `{"error":{"message":"${text}","code":"${text}","param":"${text}"}}`,
  (text) => `<html><title>${text}</title></html>`,
  (text) =>
    `max_tokens is too large: ${text}. This model supports at most ${text} completion tokens`,
  (text) =>
    `Rate limit of ${text} per ${text}s exceeded. Please wait ${text} seconds before retrying.`,
  (text) => `Your credit ${text} is exhausted. You will regain access on ${text} at 00:00 UTC.`,
  (text) => `Error code: 429 - {'error': {'code': '${text}', 'type': '${text}'}}`,
  (text) => `Input (${text} tokens) exceeds ${text}. Quota: ${text}, window ${text} per day`,
);

const knownKeys = fc.constantFrom(
  ...['error', 'errors', 'message', 'msg', 'detail', 'details', 'code', 'type', 'param', 'status'],
  ...['object', 'choices', 'metadata', 'raw', 'innererror', 'loc', 'success', 'reason', 'title'],
  ...[
    'flagged_input',
    'n_ctx',
    'n_prompt_tokens',
    ...['base_resp', 'status_code', 'status_msg', 'Response', 'Error', 'error_code', 'error_msg'],
    ...[
      'quotaId',
      'quotaValue',
      'retryDelay',
      'retry_after',
      'reset_at',
      'headers',
      'X-RateLimit-Reset',
    ],
    ...['limit_source', 'error_type', 'violations', 'cause', 'body', 'description'],
    '__proto__',
    'constructor',
    'toString',
    'length',
  ],
);
const knownMessage = fc.constantFrom(
  ...['invalid_api_key', 'model_not_found', 'rate_limit_exceeded', 'context_length_exceeded'],
  ...['unsupported_parameter', 'invalid_value', 'incorrect_hostname', 'tokens', 'server_error'],
  ...['string_above_max_length', 'invalid_request_error', 'messages[0].content', '401', '429'],
);

/** JSON of any shape that uses the keys of error bodies and contains the given texts. */
function bodyValue(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      text,
      knownMessage,
      fc.integer({ min: -1, max: 700 }),
      fc.jsonValue({ maxDepth: 2 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc
        .array(fc.tuple(fc.oneof(knownKeys, text), tie('value')), { maxLength: 6 })
        .map((entries) => asJsonObject(entries)),
    ),
  })).value;
}

/** Uses JSON, so that `__proto__` becomes an ordinary property. */
function asJsonObject(entries: readonly (readonly [string, unknown])[]): unknown {
  const fields = entries.map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value ?? null)}`,
  );
  return JSON.parse(`{${fields.join(',')}}`);
}

/** Right, wrong or missing: a body is classified by its bytes. */
const contentTypes = fc.constantFrom(
  ...['application/json', 'application/problem+json', 'text/html; charset=utf-8', 'text/plain'],
  ...['text/event-stream', 'application/octet-stream', 'image/png', ''],
  null,
);

function huge([text, begin]: readonly [string, string]): string {
  return (begin + `${text} `.repeat(Math.ceil(HUGE / (text.length + 1)))).slice(0, HUGE);
}

const responses = secret.chain((hidden) => {
  const canary = `sk-canary-${hidden}`;
  const text = fc
    .tuple(templates, fc.constantFrom(canary, hidden, `req_${hidden}`), fc.string({ maxLength: 8 }))
    .map(([template, marker, noise]) => template(marker) + noise);
  const body = fc.oneof(
    bodyValue(text).map((value) => JSON.stringify(value)),
    bodyValue(text).map((error) => JSON.stringify({ error })),
    bodyValue(text).map((value) => `data: ${JSON.stringify(value)}\n\n`),
    text,
    text.map((shown) => `<!doctype html><html><body>${shown}</body></html>`),
    text.map((shown) => `{"error":{"message":"${shown}`),
    fc.constant(''),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
    // As long as the transport allows, cut at an arbitrary place.
    fc.tuple(text, fc.constantFrom('', '<html>', '{"error":{"message":"', '[')).map(huge),
  );
  const headerValue = fc.oneof(fc.constant(canary), fc.constant(`req_${canary}`), fc.constant('0'));
  const names = [
    ...['x-request-id', 'retry-after', 'retry-after-ms', 'content-type', 'x-ratelimit-reset'],
    ...['ratelimit', 'ratelimit-reset', 'x-ratelimit-reset-tokens-minute'],
    ...['anthropic-ratelimit-requests-reset', 'anthropic-ratelimit-requests-remaining'],
  ].concat(
    ['requests', 'tokens'].flatMap((limit) =>
      ['limit', 'remaining', 'reset'].map((part) => `x-ratelimit-${part}-${limit}`),
    ),
  );
  const headers = fc
    .tuple(fc.dictionary(fc.constantFrom(...names), headerValue), contentTypes)
    .map(([drawn, type]) => (type === null ? drawn : { ...drawn, 'content-type': type }));
  const status = fc.oneof(
    fc.constantFrom(200, 400, 401, 403, 404, 413, 429, 500, 503),
    fc.integer({ min: -10, max: 1100 }),
    fc.double(),
  );
  return fc.record({
    hidden: fc.constant(hidden),
    canary: fc.constant(canary),
    status,
    headers,
    body,
  });
});

function expectValid(failure: Failure): void {
  expect(isErrorKind(failure.kind)).toBe(true);
  if (failure.status !== undefined) {
    expect(Number.isInteger(failure.status)).toBe(true);
    expect(failure.status).toBeGreaterThanOrEqual(400);
    expect(failure.status).toBeLessThanOrEqual(599);
  }
  if (failure.retryAfterMs !== undefined) {
    expect(Number.isInteger(failure.retryAfterMs)).toBe(true);
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(0);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(MAX_RETRY_MS);
  }
  if (failure.details) expect(errorDetailsSchema.safeParse(failure.details).success).toBe(true);
}

function expectNoFragment(outcome: unknown, hidden: string): void {
  const serialized = JSON.stringify(outcome);
  const pieces = Array.from({ length: hidden.length - 3 }, (_, at) => hidden.slice(at, at + 4));
  expect(pieces.filter((piece) => serialized.includes(piece))).toEqual([]);
}

describe('classifying anything an upstream sends', () => {
  it('returns a known kind and none of its text', () => {
    fc.assert(
      fc.property(responses, ({ hidden, status, headers, body }) => {
        const failure = classifyUpstreamError({ status, headers: new Headers(headers), body }, 0);
        expectValid(failure);
        expectNoFragment(failure, hidden);
      }),
      { numRuns: RUNS },
    );
  });

  it('returns the same result again after any other response', () => {
    fc.assert(
      fc.property(responses, responses, ({ status, headers, body }, between) => {
        const answer = { status, headers: new Headers(headers), body };
        const first = classifyUpstreamError(answer, 0);
        classifyUpstreamError({ ...between, headers: new Headers(between.headers) }, 0);
        expect(classifyUpstreamError(answer, 0)).toEqual(first);
      }),
      { numRuns: RUNS },
    );
  });

  it('returns a known kind and none of the text for a stream event', () => {
    const event = secret.chain((hidden) =>
      bodyValue(templates.map((template) => template(`sk-canary-${hidden}`))).map((value) => ({
        hidden,
        value,
      })),
    );
    fc.assert(
      fc.property(event, ({ hidden, value }) => {
        expect(typeof isErrorPayload(value)).toBe('boolean');
        const failure = classifyErrorEvent(value);
        expectValid(failure);
        expectNoFragment(failure, hidden);
      }),
      { numRuns: RUNS },
    );
  });

  it('returns the kind of a known fault whose text echoes a key, without the key', () => {
    const answers = UPSTREAM_FAULTS.flatMap(({ kind, wire }) =>
      wire.type === 'response' ? [{ kind, wire }] : [],
    );
    fc.assert(
      fc.property(fc.constantFrom(...answers), secret, ({ kind, wire }, hidden) => {
        const body = wire.body.replace(/(?<=[a-z]{3}\.) (?=[A-Z][a-z])/, ` sk-canary-${hidden} `);
        const headers = new Headers({ ...wire.headers, 'x-request-id': `sk-canary-${hidden}` });
        const failure = classifyUpstreamError({ status: wire.status, headers, body }, 0);
        expect(failure.kind).toBe(kind);
        expectNoFragment(failure, hidden);
      }),
      { numRuns: RUNS },
    );
  });

  it('returns a known kind and none of the text for anything thrown', () => {
    const thrown = fc.tuple(secret, fc.anything()).chain(([hidden, anything]) =>
      fc
        .tuple(templates, fc.constantFrom('code', 'name', 'cause', 'errors', 'message', 'syscall'))
        .map(([template, field]) => ({
          hidden,
          error: Object.assign(new Error(template(`sk-canary-${hidden}`)), {
            [field]: field === 'name' ? hidden : anything,
          }),
        })),
    );
    fc.assert(
      fc.property(thrown, ({ hidden, error }) => {
        const failure = classifyConnectionError(error);
        expectValid(failure);
        expectNoFragment(failure, hidden);
      }),
      { numRuns: RUNS },
    );
  });

  it('returns a known kind for a reported failure cut anywhere', () => {
    const bodies = reportedFailures(0).flatMap(({ status, body = '' }) => ({ status, body }));
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), ({ status, body }, at) => {
        const cut = body.slice(0, at % (body.length + 1));
        expectValid(classifyUpstreamError({ status, headers: new Headers(), body: cut }, 0));
      }),
      { numRuns: 10 * RUNS },
    );
  });
});
