import { describe, expect, it } from 'vitest';
import { type ErrorBody, parseErrorBody, redactForVisitor } from './error-body.ts';

const body: ErrorBody = { kind: 'rate_limited', status: 429, requestId: 'req-1' };

describe('parseErrorBody', () => {
  it('reads a complete error body', () => {
    const complete = {
      ...body,
      upstreamRequestId: 'req_abc',
      retryAfterMs: 8000,
      details: { limitTokens: 8192, usedTokens: 9204, parameter: 'messages[0].content' },
    };
    expect(parseErrorBody(complete)).toEqual(complete);
  });

  it('replaces an unknown kind, as from a newer server, with unknown', () => {
    expect(parseErrorBody({ ...body, kind: 'later' })?.kind).toBe('unknown');
  });

  it('drops invalid details and keeps the others', () => {
    const details = {
      model: 'gpt-x',
      parameter: 'sk-proj-secret key!',
      extra: 'text',
      __proto__: 1,
    };
    expect(parseErrorBody({ ...body, details })?.details).toEqual({ model: 'gpt-x' });
  });

  it.each([null, undefined, 'text', 1, [], {}, { kind: 1 }, { kind: 'busy' }])(
    'returns null for %j',
    (value) => {
      expect(parseErrorBody(value)).toBeNull();
    },
  );
});

describe('redactForVisitor', () => {
  it('removes what only the operator may see', () => {
    const redacted = redactForVisitor({
      ...body,
      kind: 'key_malformed',
      details: {
        reason: 'line_break',
        position: 51,
        keyPrefix: 'sk-',
        keyLength: 60,
        keyEnd: '9f',
      },
    });
    expect(redacted).not.toHaveProperty('details');
  });

  it("removes the amounts of the owner's budget", () => {
    const details = { limit: 5, limitUnit: 'usd', limitWindow: 'day' } as const;
    expect(redactForVisitor({ ...body, kind: 'budget_spent', details })).not.toHaveProperty(
      'details',
    );
    const rate = { limit: 20, limitUnit: 'requests', limitWindow: 'minute' } as const;
    const limited = { ...body, kind: 'visitor_rate_limited', details: rate } as const;
    expect(redactForVisitor(limited).details).toEqual(rate);
  });

  it('keeps what a visitor may see', () => {
    const details = { limitTokens: 8192, usedTokens: 9204 };
    expect(redactForVisitor({ ...body, details }).details).toEqual(details);
  });
});
