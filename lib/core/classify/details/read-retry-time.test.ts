import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportedFailures } from '#tests/fixtures/dialects/reported-failures.ts';
import { ERROR_CATALOGUE } from '../../catalogue/error-catalogue.ts';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '../../errors/error-kinds.ts';
import { readAnswerBody } from '../evidence/read-answer-body.ts';
import { readErrorShape } from '../evidence/read-error-shape.ts';
import { readRetryTime } from './read-retry-time.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const DAYS_31 = 31 * 24 * 3600 * 1000;
const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);

type Answer = { headers?: Readonly<Record<string, string>> | undefined; body?: unknown };

function readFor(kind: ErrorKind, { headers = {}, body = {} }: Answer): number | undefined {
  const { message, fields } = readErrorShape(body);
  return readRetryTime(kind, { message, fields, headers: new Headers(headers), now: NOW });
}

const read = (headers: Record<string, string>, message = '') =>
  readFor('rate_limited', { headers, body: { error: { message } } });

const TIMED = reportedFailures(NOW).filter(
  ({ body, retryAfterMs }) => body !== undefined && retryAfterMs !== undefined,
);

describe('the wait of every reported failure', () => {
  const cases = TIMED.flatMap(({ kinds, ...failure }) =>
    kinds.filter(isErrorKind).map((kind) => ({ kind, ...failure })),
  );

  it.each(cases.filter(({ kind }) => ERROR_CATALOGUE[kind].retry === 'wait'))(
    '$id as $kind is right within 2 s',
    ({ kind, headers, body, retryAfterMs }) => {
      const wait = readFor(kind, { headers, body: readAnswerBody(body ?? '', null).value });
      expect(Math.abs((wait ?? Number.NaN) - (retryAfterMs ?? 0))).toBeLessThanOrEqual(2000);
    },
  );
});

describe('the wait of a body cut anywhere', () => {
  it.each(TIMED)('is a valid one or none: $id', ({ body = '' }) => {
    for (let end = 0; end <= body.length; end += 1) {
      const { value } = readAnswerBody(body.slice(0, end), null);
      const wait = readFor('rate_limited', { body: value });
      expect(wait === undefined || (wait >= 0 && wait <= DAYS_31)).toBe(true);
    }
  });
});

describe('the wait after a rate limit', () => {
  it.each([
    ['retry-after-ms', { 'retry-after-ms': '18642' }, 18_642],
    ['retry-after-ms before retry-after', { 'retry-after-ms': '500', 'retry-after': '20' }, 500],
    ['retry-after-ms after retry-after', { 'retry-after': '20', 'retry-after-ms': '500' }, 500],
    ['fractions of milliseconds, rounded up', { 'retry-after-ms': '0.4' }, 1],
    ['seconds', { 'retry-after': '20' }, 20_000],
    ['fractions of seconds', { 'retry-after': '0.5' }, 500],
    ['zero', { 'retry-after': '0' }, 0],
    ['an HTTP date', { 'retry-after': 'Thu, 15 Jan 2026 12:00:30 GMT' }, 30_000],
    ['an RFC 850 date', { 'retry-after': 'Thursday, 15-Jan-26 12:00:30 GMT' }, 30_000],
    ['a date of asctime', { 'retry-after': 'Thu Jan 15 12:00:30 2026' }, 30_000],
    ['a duration', { 'retry-after': '1m30s' }, 90_000],
    ['a header that a proxy added again', { 'retry-after': '20, 20' }, 20_000],
    ["a gateway's own header", { 'x-ms-retry-after-ms': '1500' }, 1500],
    ['a number, up to 31 days', { 'retry-after': '99999999999' }, DAYS_31],
    ['an HTTP date, up to 31 days', { 'retry-after': 'Fri, 15 Jan 2027 12:00:30 GMT' }, DAYS_31],
  ])('is read from %s', (_, headers, expected) => {
    expect(read(headers)).toBe(expected);
  });

  it.each([
    ['a date in the past', 'Thu, 15 Jan 2026 11:59:00 GMT'],
    ['a negative number', '-5'],
    ['text that Date.parse accepts as a date', 'foo 1'],
    ['an impossible date', 'Thu, 99 Jan 2026 12:00:30 GMT'],
    ['a day that does not exist', '2026-02-30T12:00:00Z'],
    ['words', 'soon'],
    ['infinity', 'Infinity'],
    ['an exponent', '1e9'],
    ['nothing', ''],
  ])('is not read from %s', (_, value) => {
    expect(read({ 'retry-after': value })).toBeUndefined();
  });

  it('uses the next source if one is invalid', () => {
    expect(read({ 'retry-after-ms': 'x', 'retry-after': '7' })).toBe(7000);
    expect(read({ 'retry-after': 'soon' }, 'Please try again in 20s.')).toBe(20_000);
  });

  it.each([
    [{ 'x-ratelimit-reset': '13' }, 13_000],
    [{ 'x-ratelimit-reset': '13.25' }, 13_250],
    [{ 'x-ratelimit-reset': '1m26.4s' }, 86_400],
    [{ 'x-ratelimit-reset': '2m59.56s' }, 179_560],
    [{ 'x-ratelimit-reset': '1h2m' }, 3_720_000],
    [{ 'x-ratelimit-reset': 'PT1M30S' }, 90_000],
    [{ 'x-ratelimit-reset': '00:01:30' }, 90_000],
    [{ 'x-ratelimit-reset': '2026-01-15T12:00:30Z' }, 30_000],
    [{ 'x-ratelimit-reset': String(NOW / 1000 + 30) }, 30_000],
    [{ 'x-ratelimit-reset': String(NOW + 30_000) }, 30_000],
    [{ 'x-ratelimit-reset': 'Thu, 15 Jan 2026 12:00:30 GMT' }, 30_000],
    [{ 'x-ratelimit-reset-ms': '1500' }, 1500],
    [{ 'x-ratelimit-reset-after': '0.75' }, 750],
    [{ 'x-ratelimit-reset-tpm': '9s' }, 9000],
    [{ 'x-rate-limit-reset': '9' }, 9000],
    [{ 'anthropic-ratelimit-requests-reset': '2026-01-15T12:00:30Z' }, 30_000],
    [{ 'ratelimit-reset': '25' }, 25_000],
    [{ ratelimit: '"default";r=0;t=25' }, 25_000],
    [{ ratelimit: '"burst";r=7;t=10, "daily";r=0;t=3600' }, 3_600_000],
    [{ ratelimit: 'limit=10, remaining=0, reset=25' }, 25_000],
  ])('is read from %j', (headers: Record<string, string>, expected) => {
    expect(read(headers)).toBe(expected);
  });

  it.each([
    ['OpenAI', 'x-ratelimit-remaining-$', 'x-ratelimit-reset-$'],
    ['Anthropic', 'anthropic-ratelimit-$-remaining', 'anthropic-ratelimit-$-reset'],
    ['Cerebras', 'x-ratelimit-remaining-$-minute', 'x-ratelimit-reset-$-minute'],
    ['a spelling with one more hyphen', 'x-rate-limit-remaining-$', 'x-rate-limit-reset-$'],
  ])('is the reset of the exhausted limit, as %s names it', (_, remaining, reset) => {
    const answer = (requests: string, tokens: string) => ({
      [remaining.replace('$', 'requests')]: requests,
      [reset.replace('$', 'requests')]: '2m59.56s',
      [remaining.replace('$', 'tokens')]: tokens,
      [reset.replace('$', 'tokens')]: '7.66s',
    });
    expect(read(answer('14370', '0'))).toBe(7660);
    expect(read(answer('0', '14370'))).toBe(179_560);
    expect(read(answer('0', '0'))).toBe(179_560);
    // A request was not refused for requests that remain; it can need more tokens than remain.
    expect(read(answer('14370', '12'))).toBe(7660);
  });

  it('is the longest reset of the exhausted limits, however many there are', () => {
    const names = ['requests', 'tokens', 'input-tokens', 'requests-day', 'tokens-minute', 'tpm'];
    const limits = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...names),
        remaining: fc.constantFrom(0, 0, 1, 14_370),
        seconds: fc.integer({ min: 1, max: 86_400 }),
      }),
      { selector: ({ name }) => name, minLength: 1 },
    );
    fc.assert(
      fc.property(limits, (drawn) => {
        const exhausted = drawn.filter(({ remaining }) => remaining === 0);
        fc.pre(exhausted.length > 0);
        const headers = Object.fromEntries(
          drawn.flatMap(({ name, remaining, seconds }) => [
            [`x-ratelimit-reset-${name}`, `${seconds}s`],
            [`x-ratelimit-remaining-${name}`, String(remaining)],
          ]),
        );
        const expected = Math.max(...exhausted.map(({ seconds }) => seconds)) * 1000;
        expect(read(headers, 'Please try again in 1.5s.')).toBe(expected);
        expect(readFor('rate_limited', { body: { error: { metadata: { headers } } } })).toBe(
          expected,
        );
      }),
    );
  });

  it('is that of the rejected window of a subscription', () => {
    const headers = {
      'anthropic-ratelimit-unified-5h-reset': String(NOW / 1000 + 600),
      'anthropic-ratelimit-unified-5h-status': 'rejected',
      'anthropic-ratelimit-unified-7d-reset': String(NOW / 1000 + 86_400),
      'anthropic-ratelimit-unified-7d-status': 'allowed_warning',
    };
    expect(read(headers)).toBe(600_000);
  });

  it('prefers Retry-After to the reset of an exhausted limit', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60', 'retry-after': '5' };
    expect(read(headers)).toBe(5000);
    expect(read({ ...headers, 'retry-after': '' })).toBe(60_000);
  });

  it('prefers the message to the reset of a limit that was not hit', () => {
    const headers = {
      'x-ratelimit-remaining-requests': '150',
      'x-ratelimit-reset-requests': '14h2m0s',
      'x-ratelimit-remaining-tokens': '1200',
      'x-ratelimit-reset-tokens': '29.134s',
    };
    const message = 'Limit 30000, Used 28800, Requested 24754. Please try again in 18.642s.';
    expect(read(headers, message)).toBe(18_642);
    expect(read({ 'x-ratelimit-reset-requests': '14h2m0s' }, message)).toBe(18_642);
  });

  it('uses the longer reset if nothing says which limit was hit', () => {
    expect(
      read({ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '1m26.4s' }),
    ).toBe(86_400);
  });

  it('distinguishes limits of a day by the kind', () => {
    const headers = {
      'x-ratelimit-reset-requests-day': '33011',
      'x-ratelimit-reset-tokens-minute': '11',
    };
    expect(readFor('rate_limited', { headers })).toBe(11_000);
    expect(readFor('rate_limited_daily', { headers })).toBe(33_011_000);
  });

  it('is undefined if no source gives it', () => {
    expect(read({})).toBeUndefined();
    expect(read({ 'x-ratelimit-remaining-requests': '0' }, 'Slow down.')).toBeUndefined();
    const remains = { 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '9s' };
    expect(read(remains)).toBeUndefined();
  });
});

describe('the wait in a body', () => {
  const readBody = (body: unknown) => readFor('rate_limited', { body });

  it.each([
    [{ retry_after: 30 }, 30_000],
    [{ retry_after: '30' }, 30_000],
    [{ retryAfter: 1.5 }, 1500],
    [{ retry_after_seconds: 30 }, 30_000],
    [{ retryAfterSeconds: 30 }, 30_000],
    [{ retry_after_ms: 1500 }, 1500],
    [{ retryAfterMs: 1500 }, 1500],
    [{ retry_after_minutes: 2 }, 120_000],
    [{ retry_at: '2026-01-15T12:00:30Z' }, 30_000],
    [{ reset_at: '2026-01-15T12:00:30.000Z' }, 30_000],
    [{ resets_at: NOW / 1000 + 30 }, 30_000],
    [{ resetsAt: NOW + 30_000 }, 30_000],
    [{ resets_in_seconds: 30 }, 30_000],
    [{ reset: 30, limit: 10, remaining: 0 }, 30_000],
    [{ quotaResetDelay: '1h24m14s', quotaResetTimeStamp: '2026-01-15T12:00:00Z' }, 5_054_000],
    [{ 'X-RateLimit-Reset': String(NOW + 30_000), 'X-RateLimit-Remaining': '0' }, 30_000],
    [{ 'Retry-After': '30' }, 30_000],
  ])('is read from %j, at any depth, also as a string', (fields, expected) => {
    const text = JSON.stringify(fields);
    for (const body of [
      fields,
      [{ error: fields }],
      { error: { message: 'Slow down', metadata: { headers: fields } } },
      { error: { message: text } },
      { error: { metadata: { raw: JSON.stringify({ error: text }) } } },
      text,
    ]) {
      expect(readBody(body)).toBe(expected);
    }
  });

  it.each([
    ['47s', 47_000],
    ['3600.5s', 3_600_500],
  ])("is read from Google's retryDelay %j", (retryDelay, expected) => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }];
    expect(readBody([{ error: { code: 429, details } }])).toBe(expected);
    const quoted = `VertexAIException - ${JSON.stringify({ error: { details } })}`;
    expect(readBody({ error: { message: quoted } })).toBe(expected);
  });

  it("is not Google's delay of a minute if the quota of a day is exhausted", () => {
    const violations = [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }];
    const bodyWith = (retryDelay: string) => ({
      error: {
        message: `Please retry in ${retryDelay}.`,
        details: [{ violations }, { retryDelay }],
      },
    });
    expect(readFor('rate_limited_daily', { body: bodyWith('47s') })).toBeUndefined();
    expect(readFor('rate_limited_daily', { body: bodyWith('7h2m1s') })).toBe(25_321_000);
  });

  it("is not Google's delay if the plan's quota for the model is 0", () => {
    const quota = 'generate_content_free_tier_requests, limit: 0, model: gemini-3-pro';
    const message = `Quota exceeded for metric: ${quota}\nPlease retry in 45.578569677s.`;
    const violations = [{ quotaId: 'GenerateRequestsPerMinute', quotaValue: '0' }];
    const delay = { retryDelay: '45s' };
    for (const kind of ['rate_limited', 'rate_limited_daily'] as const) {
      expect(readFor(kind, { body: { error: { message } } })).toBeUndefined();
      const body = { error: { details: [{ violations }, delay] } };
      expect(readFor(kind, { body })).toBeUndefined();
    }
    const limit = message.replace('limit: 0', 'limit: 20');
    expect(readBody({ error: { message: limit } })).toBe(45_579);
  });

  it('is that of the exhausted one of several limits', () => {
    const limits = [
      { name: 'requests', remaining: 14, reset: 9000 },
      { name: 'tokens', remaining: 0, reset: 8 },
    ];
    expect(readBody({ error: { message: 'Too many', limits } })).toBe(8000);
  });

  it('prefers the header', () => {
    const answer = { headers: { 'retry-after': '5' }, body: { error: { retry_after: 60 } } };
    expect(readFor('rate_limited', answer)).toBe(5000);
  });

  it.each([
    [{ retry_after: -1 }],
    [{ retry_after: null }],
    [{ retry_after: true }],
    [{ retry_after: '' }],
    [{ reset_at: '2020-01-01T00:00:00Z' }],
    [{ preset: 30, created: NOW / 1000 + 30 }],
  ])('is not read from %j', (fields) => {
    expect(readBody({ error: fields })).toBeUndefined();
  });
});

describe('the wait after another kind of failure', () => {
  const RESETS = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '9s' };
  const body = { error: { message: 'Please try again in 5s.' } };

  it('is read from the message if the upstream is overloaded, never from the reset of a limit', () => {
    expect(readFor('overloaded', { headers: RESETS, body })).toBe(5000);
    expect(readFor('overloaded', { headers: RESETS })).toBeUndefined();
    expect(readFor('overloaded', { headers: { ...RESETS, 'retry-after': '7' }, body })).toBe(7000);
    const loading = { error: 'Model gpt2 is currently loading', estimated_time: 20.5 };
    expect(readFor('overloaded', { body: loading })).toBe(20_500);
  });

  it.each([
    'server_error',
    'bad_gateway',
    'gateway_timeout',
    'upstream_timeout',
    'conflict',
  ] as const)('is read only from what asks for it for %s', (kind) => {
    expect(readFor(kind, { headers: { ...RESETS, 'retry-after': '7' }, body })).toBe(7000);
    expect(readFor(kind, { body: { retryable: true, retry_after: 60 } })).toBe(60_000);
    expect(readFor(kind, { headers: RESETS, body })).toBeUndefined();
  });

  it('is the reset of a spending limit, never when to ask again', () => {
    const spend = (message: string, fields = {}) =>
      readFor('spend_limit_reached', {
        headers: { ...RESETS, 'retry-after': '7' },
        body: { error: { message, ...fields } },
      });
    expect(spend('You will regain access on 2026-02-01 at 00:00 UTC.')).toBe(16.5 * 86_400_000);
    expect(spend('Usage limit reached. Resets in 42m.')).toBe(2_520_000);
    expect(spend('Budget exceeded', { budget_reset_at: '2026-01-16T12:00:00Z' })).toBe(86_400_000);
    expect(spend('Please try again in 5s.')).toBeUndefined();
    expect(spend('Budget exceeded', { retry_after: 30 })).toBeUndefined();
  });

  const answers = fc.record({
    headers: fc.dictionary(
      fc.constantFrom('retry-after', 'retry-after-ms', 'x-ratelimit-reset', 'ratelimit'),
      fc.constantFrom('7', '60s', '"default";r=0;t=25', '2026-01-15T12:00:30Z'),
    ),
    body: fc.record({
      message: fc.constantFrom('Please try again in 5s.', 'Resets in 42m.', '30 秒后重试'),
      retry_after: fc.nat(100),
      reset_at: fc.constantFrom('2026-01-15T12:00:30Z', '2026-02-01'),
    }),
  });

  it.each(
    KINDS.filter(
      (kind) => ERROR_CATALOGUE[kind].retry === 'never' && kind !== 'spend_limit_reached',
    ),
  )('is never given for %s, because waiting does not help', (kind) => {
    fc.assert(fc.property(answers, (answer) => readFor(kind, answer) === undefined));
  });

  it('is never given for a failure that names no cause', () => {
    fc.assert(fc.property(answers, (answer) => readFor('unknown', answer) === undefined));
  });
});

describe('a wait written in any form', () => {
  const seconds = fc.integer({ min: 1, max: 30 * 86_400 });
  const two = (value: number) => String(value).padStart(2, '0');
  const duration = (total: number) =>
    `${Math.floor(total / 3600)}h${Math.floor((total % 3600) / 60)}m${total % 60}s`;
  const rfc850 = (at: Date) => {
    const [, day, month, year, time] = at.toUTCString().split(' ');
    const weekday = at.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
    return `${weekday}, ${day}-${month}-${year?.slice(2)} ${time} GMT`;
  };
  const asctime = (at: Date) => {
    const [weekday, day, month, year, time] = at.toUTCString().split(' ');
    return `${weekday?.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
  };
  const offset = (at: Date, hours: number) => {
    const local = new Date(at.getTime() + hours * 3_600_000).toISOString().slice(0, 19);
    return `${local}${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}:00`;
  };
  const FORMS: Readonly<Record<string, (total: number, at: Date) => string>> = {
    seconds: (total) => String(total),
    decimals: (total) => total.toFixed(3),
    'a Go duration': duration,
    'an ISO duration': (total) => `PT${duration(total).toUpperCase()}`,
    'epoch seconds': (_, at) => String(at.getTime() / 1000),
    'epoch milliseconds': (_, at) => String(at.getTime()),
    'ISO 8601': (_, at) => at.toISOString(),
    'ISO 8601 without milliseconds': (_, at) => at.toISOString().replace('.000', ''),
    'ISO 8601 without a zone': (_, at) => at.toISOString().slice(0, 19),
    'ISO 8601 in another zone': (_, at) => offset(at, 8),
    'ISO 8601 west of UTC': (_, at) => offset(at, -5),
    'an HTTP date': (_, at) => at.toUTCString(),
    'an HTTP date of RFC 850': (_, at) => rfc850(at),
    'an HTTP date of asctime': (_, at) => asctime(at),
  };

  it.each(Object.keys(FORMS))('is understood as %s in headers and fields', (form) => {
    fc.assert(
      fc.property(seconds, (total) => {
        const value = FORMS[form]?.(total, new Date(NOW + total * 1000)) ?? '';
        expect(read({ 'x-ratelimit-reset-requests': value })).toBe(total * 1000);
        expect(read({ 'retry-after': value })).toBe(total * 1000);
        const body = { error: { metadata: { reset_at: value } } };
        expect(readFor('rate_limited', { body })).toBe(total * 1000);
      }),
    );
  });

  it.each(Object.keys(FORMS))('cut anywhere, as %s, is no error', (form) => {
    const value = FORMS[form]?.(98_765, new Date(NOW + 98_765_000)) ?? '';
    for (let end = 0; end <= value.length; end += 1) {
      const cut = value.slice(0, end);
      expect(() => read({ 'retry-after': cut }, `Resets at ${cut}`)).not.toThrow();
    }
  });

  it('is a whole number from 0 to 31 days or undefined for any text', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 100 }),
      fc.stringMatching(/^[\dTZhms:.+ -]{0,40}$/),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (value, kind) => {
        const body = { retry_after: value, reset_at: value, message: `try again in ${value}` };
        const waits = [
          readFor(kind, { body }),
          readFor(kind, { body: { message: `resets at ${value}` } }),
          readFor(kind, { body: value }),
        ];
        for (const wait of waits) {
          if (wait === undefined) continue;
          expect(Number.isInteger(wait) && wait >= 0 && wait <= DAYS_31).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
