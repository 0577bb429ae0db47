import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import { readRetryTime } from './read-retry-time.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const DAYS_31 = 31 * 24 * 3600 * 1000;

function read(headers: Record<string, string>, message = ''): number | undefined {
  return readRetryTime('rate_limited', message, new Headers(headers), NOW);
}

describe('the wait after a rate limit', () => {
  it.each([
    ['retry-after-ms', { 'retry-after-ms': '18642' }, 18_642],
    ['retry-after-ms before retry-after', { 'retry-after-ms': '500', 'retry-after': '20' }, 500],
    ['fractions of milliseconds, rounded up', { 'retry-after-ms': '0.4' }, 1],
    ['seconds', { 'retry-after': '20' }, 20_000],
    ['fractions of seconds', { 'retry-after': '0.5' }, 500],
    ['zero', { 'retry-after': '0' }, 0],
    ['an HTTP date', { 'retry-after': 'Thu, 15 Jan 2026 12:00:30 GMT' }, 30_000],
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

  it('uses the reset of the limit that is used up', () => {
    expect(
      read({
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '20s',
        'x-ratelimit-remaining-tokens': '29983',
        'x-ratelimit-reset-tokens': '6m0s',
      }),
    ).toBe(20_000);
  });

  it('uses the later reset if both limits are used up', () => {
    expect(
      read({
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '120ms',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '6m0s',
      }),
    ).toBe(360_000);
  });

  it('prefers the message over the reset of a limit that was not hit', () => {
    expect(
      read(
        {
          'x-ratelimit-remaining-requests': '150',
          'x-ratelimit-reset-requests': '14h2m0s',
          'x-ratelimit-remaining-tokens': '1200',
          'x-ratelimit-reset-tokens': '29.134s',
        },
        'Limit 30000, Used 28800, Requested 24754. Please try again in 18.642s.',
      ),
    ).toBe(18_642);
  });

  it('uses the longer reset if there is no better source', () => {
    expect(
      read({ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '1m26.4s' }),
    ).toBe(86_400);
  });

  it('is undefined if no source gives it', () => {
    expect(read({})).toBeUndefined();
    expect(read({ 'x-ratelimit-remaining-requests': '0' }, 'Slow down.')).toBeUndefined();
  });
});

describe('the wait in a message', () => {
  const readMessageDelay = (message: string) => read({}, message);

  it.each([
    ['Please try again in 7m12s. Visit', 432_000],
    ['Please try again in 20s. Visit', 20_000],
    ['Please try again in 18.642s.', 18_642],
    ['Please try again in 120ms.', 120],
    ['Please try again in 9m38.016s. Need more tokens?', 578_016],
    ['Please try again in 1h2m3.5s.', 3_723_500],
    ['Please try again in 1d2h.', 93_600_000],
    ['Rate limit is exceeded. Try again in 30 seconds.', 30_000],
    ['Please retry after 20 seconds. For improved latency', 20_000],
    ['Please retry after 1 minute.', 60_000],
    ['limit: 20 Please retry in 34.074824224s.', 34_075],
  ])('is read from "%s"', (message, expected) => {
    expect(readMessageDelay(message)).toBe(expected);
  });

  it.each([
    'Please try again later.',
    'Please try again in a few minutes.',
    'Please try again in 3 business days.',
    'Please try again in 5',
    'You have 20s left.',
  ])('is not read from "%s"', (message) => {
    expect(readMessageDelay(message)).toBeUndefined();
  });

  it('is at most 31 days', () => {
    expect(readMessageDelay('Please try again in 400 days.')).toBe(DAYS_31);
  });
});

describe('the wait after another kind of failure', () => {
  const RESETS = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '9s' };
  const MESSAGE = 'Please try again in 5s.';
  const readFor = (kind: ErrorKind, headers: Record<string, string>, message: string) =>
    readRetryTime(kind, message, new Headers(headers), NOW);

  it('is read from the message if the upstream is overloaded, never from the reset of a limit', () => {
    expect(readFor('overloaded', RESETS, MESSAGE)).toBe(5000);
    expect(readFor('overloaded', RESETS, '')).toBeUndefined();
    expect(readFor('overloaded', { ...RESETS, 'retry-after': '7' }, MESSAGE)).toBe(7000);
  });

  it.each([
    'server_error',
    'bad_gateway',
    'gateway_timeout',
    'upstream_timeout',
    'conflict',
  ] as const)('is read only from Retry-After for %s', (kind) => {
    expect(readFor(kind, { ...RESETS, 'retry-after': '7' }, MESSAGE)).toBe(7000);
    expect(readFor(kind, RESETS, MESSAGE)).toBeUndefined();
  });

  it.each(['key_invalid', 'quota_exhausted', 'bad_request', 'unknown'] as const)(
    'is undefined for %s, because waiting does not help',
    (kind) => {
      expect(readFor(kind, { ...RESETS, 'retry-after': '7' }, MESSAGE)).toBeUndefined();
    },
  );
});
