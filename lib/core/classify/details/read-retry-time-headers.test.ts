import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAYS_31, NOW, readFor, readRateLimit } from '#tests/support/retry-time-of.ts';

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
    expect(readRateLimit(headers)).toBe(expected);
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
    expect(readRateLimit({ 'retry-after': value })).toBeUndefined();
  });

  it('uses the next source if one is invalid', () => {
    expect(readRateLimit({ 'retry-after-ms': 'x', 'retry-after': '7' })).toBe(7000);
    expect(readRateLimit({ 'retry-after': 'soon' }, 'Please try again in 20s.')).toBe(20_000);
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
    expect(readRateLimit(headers)).toBe(expected);
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
    expect(readRateLimit(answer('14370', '0'))).toBe(7660);
    expect(readRateLimit(answer('0', '14370'))).toBe(179_560);
    expect(readRateLimit(answer('0', '0'))).toBe(179_560);
    // A request was not refused for requests that remain; it can need more tokens than remain.
    expect(readRateLimit(answer('14370', '12'))).toBe(7660);
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
        expect(readRateLimit(headers, 'Please try again in 1.5s.')).toBe(expected);
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
    expect(readRateLimit(headers)).toBe(600_000);
  });

  it('prefers Retry-After to the reset of an exhausted limit', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60', 'retry-after': '5' };
    expect(readRateLimit(headers)).toBe(5000);
    expect(readRateLimit({ ...headers, 'retry-after': '' })).toBe(60_000);
  });

  it('prefers the message to the reset of a limit that was not hit', () => {
    const headers = {
      'x-ratelimit-remaining-requests': '150',
      'x-ratelimit-reset-requests': '14h2m0s',
      'x-ratelimit-remaining-tokens': '1200',
      'x-ratelimit-reset-tokens': '29.134s',
    };
    const message = 'Limit 30000, Used 28800, Requested 24754. Please try again in 18.642s.';
    expect(readRateLimit(headers, message)).toBe(18_642);
    expect(readRateLimit({ 'x-ratelimit-reset-requests': '14h2m0s' }, message)).toBe(18_642);
  });

  it('uses the longer reset if nothing says which limit was hit', () => {
    expect(
      readRateLimit({ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '1m26.4s' }),
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
    expect(readRateLimit({})).toBeUndefined();
    expect(readRateLimit({ 'x-ratelimit-remaining-requests': '0' }, 'Slow down.')).toBeUndefined();
    const remains = { 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '9s' };
    expect(readRateLimit(remains)).toBeUndefined();
  });
});
