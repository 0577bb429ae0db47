import { describe, expect, it } from 'vitest';
import { collectFields, headerFields } from '../../evidence/collect-fields.ts';
import { readRateLimit } from './read-rate-limit.ts';

function read(message: string, body: unknown = {}, headers: Record<string, string> = {}) {
  return readRateLimit(message, collectFields(body), headerFields(new Headers(headers)));
}

const google = (...quotas: readonly (readonly [string, string?])[]) => ({
  error: {
    details: [
      {
        violations: quotas.map(([quotaId, quotaValue]) => ({
          quotaId,
          quotaDimensions: { model: 'gemini-2.5-pro' },
          quotaValue,
        })),
      },
    ],
  },
});

describe('readRateLimit', () => {
  it.each([
    ['Rate limit of 50 per 86400s exceeded for UserByModelByDay.', 50, 'requests', 'day'],
    ['Rate limit of 15 per 60s exceeded for UserByModelByMinute.', 15, 'requests', 'minute'],
    [
      'Rate limit of 64000 per 60s exceeded for UserByModelByMinuteTokens',
      64_000,
      'tokens',
      'minute',
    ],
    ['Your rate limit is 60 queries per minute. Please navigate', 60, 'requests', 'minute'],
    ['your rate limit of 40,000 input tokens per minute', 40_000, 'tokens', 'minute'],
    ['You are limited to 30 messages per week', 30, 'messages', 'week'],
    ['a Trial key, which is limited to 10 API calls / minute.', 10, 'requests', 'minute'],
    ['request reached organization max RPM: 3, please try again', 3, 'requests', 'minute'],
    ['Rate limit exceeded: 5 per 1 minute', 5, 'requests', 'minute'],
    ['Limited to 10 requests/min', 10, 'requests', 'minute'],
    ['Token limit (TPD): limit is 9000 per day', 9000, 'tokens', 'day'],
    ['High demand - limited to 8 requests per minute.', 8, 'requests', 'minute'],
  ])('reads "%s"', (message, limit, limitUnit, limitWindow) => {
    expect(read(message)).toEqual({ limit, limitUnit, limitWindow });
  });

  it('reads no number of a window that cannot be named', () => {
    const message = 'Rate limit of 2 per 0s exceeded for UserConcurrentRequests.';
    expect(read(message)).toEqual({});
    expect(read('5-hour limit reached', {}, exhausted('requests', '50'))).toEqual({
      limitWindow: 'hour',
    });
  });

  it("reads Google's quota with its unit and window, that of a day first", () => {
    const minute = ['GenerateContentInputTokensPerModelPerMinute-FreeTier', '250000'] as const;
    const day = ['GenerateRequestsPerDayPerProjectPerModel-FreeTier', '50'] as const;
    expect(read('', google(minute))).toEqual({
      limit: 250_000,
      limitUnit: 'tokens',
      limitWindow: 'minute',
    });
    const perDay = { limit: 50, limitUnit: 'requests', limitWindow: 'day' };
    expect(read('', google(day))).toEqual(perDay);
    expect(read('', google(minute, day))).toEqual(perDay);
    expect(read('', google([day[0]]))).toEqual({ limitWindow: 'day' });
    expect(read('', google([day[0], '0']))).toEqual({ limitWindow: 'day' });
    expect(read('', google([day[0]], minute))).toEqual({ limitWindow: 'day' });
  });

  it.each([
    [exhausted('tokens', '30000'), 30_000, 'tokens', undefined],
    [exhausted('requests', '500'), 500, 'requests', undefined],
    [exhausted('tokens-minute', '30000'), 30_000, 'tokens', 'minute'],
    [exhausted('requests-day', '50, 50;w=86400'), 50, 'requests', 'day'],
    [{ 'ratelimit-limit': '100, 100;w=3600', 'ratelimit-remaining': '0' }, 100, 'requests', 'hour'],
    [{ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '0' }, 50, 'requests', undefined],
    [
      {
        'anthropic-ratelimit-input-tokens-limit': '40000',
        'anthropic-ratelimit-input-tokens-remaining': '0',
      },
      40_000,
      'tokens',
      undefined,
    ],
  ])('reads %j', (headers: Record<string, string>, limit, limitUnit, limitWindow) => {
    const expected = { limit, limitUnit, ...(limitWindow && { limitWindow }) };
    expect(read('Slow', {}, headers)).toEqual(expected);
    expect(read('Slow', { error: { metadata: { headers } } })).toEqual(expected);
  });

  it('joins the window that the message names with the number of the headers', () => {
    const headers = { 'X-RateLimit-Limit': '50', 'X-RateLimit-Remaining': '0' };
    expect(read('free-models-per-day', { error: { metadata: { headers } } })).toEqual({
      limit: 50,
      limitUnit: 'requests',
      limitWindow: 'day',
    });
  });

  it('reads nothing of a limit that has something left', () => {
    const headers = { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '7' };
    expect(read('Slow', {}, headers)).toEqual({});
    expect(read('Slow', {}, { ...headers, 'x-ratelimit-remaining': '' })).toEqual({});
  });

  function exhausted(name: string, limit: string): Record<string, string> {
    return { [`x-ratelimit-limit-${name}`]: limit, [`x-ratelimit-remaining-${name}`]: '0' };
  }
});
