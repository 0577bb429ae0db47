import { describe, expect, test } from 'vitest';
import { toOperator, toVisitor } from '#tests/support/described-error.ts';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';

describe('the heading', () => {
  test.each([
    [
      'bad_request',
      "400 Bad Request: the model couldn't read this conversation",
      "400 Bad Request: OpenAI couldn't read the request",
    ],
    [
      'key_invalid',
      "401 Unauthorized: this site's API key was rejected",
      '401 Unauthorized: OpenAI rejected this key',
    ],
    [
      'rate_limited',
      '429 Too Many Requests: rate limit reached',
      '429 Too Many Requests: rate limit reached',
    ],
    [
      'server_error',
      '500 Internal Server Error: something went wrong at OpenAI',
      '500 Internal Server Error: something went wrong at OpenAI',
    ],
  ] as const)('of %s contains its status, reason phrase and title', (kind, visitor, operator) => {
    expect(toVisitor(kind).heading).toBe(visitor);
    expect(toOperator(kind).heading).toBe(operator);
  });

  test('starts with a capital letter if there is no status', () => {
    const { heading, status } = toVisitor('reply_interrupted');
    expect(heading).toBe('The connection dropped partway through the reply');
    expect(status).toBeNull();
  });

  test('shows a status without a reason phrase as a number', () => {
    expect(toVisitor('overloaded', { status: 529 }).heading).toBe('529: the model is overloaded');
    expect(toOperator('unknown', { status: 498 }).heading).toBe(
      '498: something unexpected happened',
    );
  });

  test('never shows the 200 of a response that contained an error', () => {
    expect(toOperator('server_error', { status: 200 }).status).toBe(500);
    expect(toOperator('unknown', { status: 200 }).heading).toBe('Something unexpected happened');
  });

  test('is different for every 429', () => {
    const kinds = Object.keys(ERROR_KINDS).filter(isErrorKind);
    const tooMany = kinds.filter((kind) => ERROR_KINDS[kind].status === 429);
    expect(tooMany).toHaveLength(9);
    expect(new Set(tooMany.map((kind) => toVisitor(kind).title)).size).toBe(tooMany.length);
    expect(new Set(tooMany.map((kind) => toOperator(kind).title)).size).toBe(tooMany.length);
  });
});

describe('describeError for a 429', () => {
  test('offers a retry after a rate limit', () => {
    const { retry, severity, actions } = toVisitor('rate_limited');
    expect({ retry, severity, first: actions[0] }).toEqual({
      retry: 'wait',
      severity: 'wait',
      first: 'retry',
    });
  });

  test('gives the day of a daily limit, or the given time', () => {
    expect(toVisitor('rate_limited_daily').sentence).toContain('within a day');
    const inSixHours = { retryAfterMs: 6 * 3600 * 1000 };
    expect(toVisitor('rate_limited_daily', inSixHours).sentence).toBe(
      'You can try again at the time below. Your message is saved.',
    );
    expect(toOperator('rate_limited_daily', inSixHours).sentence).toContain('at the time below');
  });

  test.each([
    ['hour', 'in an hour'],
    ['week', 'in a week'],
    ['minute', 'in a minute'],
  ] as const)('names the window of a limit whose number is unknown: %s', (limitWindow, words) => {
    const details = { limitWindow };
    expect(toOperator('rate_limited', { details }).sentence).toContain(words);
  });

  test('does not say "shortly" of a limit that takes longer to reset', () => {
    const details = { limitWindow: 'week' } as const;
    expect(toVisitor('rate_limited', { details }).sentence).toContain('a week');
    const inTwoDays = { details, retryAfterMs: 2 * 24 * 3600 * 1000 };
    for (const { sentence } of [
      toVisitor('rate_limited', { details }),
      toVisitor('rate_limited', inTwoDays),
    ]) {
      expect(sentence).not.toContain('shortly');
    }
    expect(toVisitor('rate_limited', inTwoDays).sentence).toContain('at the time below');
    expect(toVisitor('rate_limited', { details, retryAfterMs: 5000 }).sentence).toContain(
      'after this wait',
    );
  });

  test.each([
    ['week', 'weekly limit reached for this model'],
    ['month', 'monthly limit reached for this model'],
    ['day', 'daily limit reached for this model'],
    ['minute', 'daily limit reached for this model'],
    [undefined, 'daily limit reached for this model'],
  ] as const)('calls the long limit by its window: %s', (limitWindow, title) => {
    const details = { limitWindow };
    expect(toVisitor('rate_limited_daily', { details }).title).toBe(title);
    expect(toOperator('rate_limited_daily', { details }).title).toBe(title);
  });

  test.each(['week', 'month'] as const)(
    'promises nothing for tomorrow of a limit a %s',
    (window) => {
      for (const retryAfterMs of [undefined, 5000, 3 * 24 * 3600 * 1000]) {
        const more = { details: { limitWindow: window }, ...(retryAfterMs && { retryAfterMs }) };
        for (const { sentence } of [
          toVisitor('rate_limited_daily', more),
          toOperator('rate_limited_daily', more),
        ]) {
          expect(sentence).not.toMatch(/tomorrow|today|daily/);
        }
      }
    },
  );

  test.each(['quota_exhausted', 'spend_limit_reached', 'billing_inactive'] as const)(
    "says for %s that retrying won't help, and offers a visitor no retry",
    (kind) => {
      const { retry, severity, actions, sentence } = toVisitor(kind);
      expect(sentence).toContain("Retrying won't help until Ada");
      expect({ retry, severity, actions }).toEqual({
        retry: 'never',
        severity: 'setup',
        actions: [],
      });
    },
  );

  test("says that a limit is Starlight's own, and that the provider wasn't called", () => {
    const details = { limit: 20, limitUnit: 'requests', limitWindow: 'minute' } as const;
    expect(toVisitor('visitor_rate_limited', { details }).sentence).toBe(
      'It allows each visitor 20 requests a minute. Your message is saved.',
    );
    const { title, sentence } = toOperator('visitor_rate_limited', { details });
    expect(title).toBe("Starlight's limit per visitor is reached");
    expect(sentence).toContain("OpenAI wasn't called");
  });
});
