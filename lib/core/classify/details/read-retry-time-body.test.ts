import { describe, expect, it } from 'vitest';
import { NOW, readFor } from '#tests/support/retry-time-of.ts';

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
