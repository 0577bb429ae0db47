import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportedFailures } from '#tests/fixtures/dialects/reported-failures.ts';
import { DAYS_31, NOW, readFor, readRateLimit } from '#tests/support/retry-time-of.ts';
import { ERROR_CATALOGUE } from '../../catalogue/error-catalogue.ts';
import { ERROR_KINDS, isErrorKind } from '../../errors/error-kinds.ts';
import { readAnswerBody } from '../evidence/read-answer-body.ts';

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
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
        expect(readRateLimit({ 'x-ratelimit-reset-requests': value })).toBe(total * 1000);
        expect(readRateLimit({ 'retry-after': value })).toBe(total * 1000);
        const body = { error: { metadata: { reset_at: value } } };
        expect(readFor('rate_limited', { body })).toBe(total * 1000);
      }),
    );
  });

  it.each(Object.keys(FORMS))('cut anywhere, as %s, is no error', (form) => {
    const value = FORMS[form]?.(98_765, new Date(NOW + 98_765_000)) ?? '';
    for (let end = 0; end <= value.length; end += 1) {
      const cut = value.slice(0, end);
      expect(() => readRateLimit({ 'retry-after': cut }, `Resets at ${cut}`)).not.toThrow();
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
