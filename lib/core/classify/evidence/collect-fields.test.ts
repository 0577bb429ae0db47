import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectFields, foldFieldName, headerFields } from './collect-fields.ts';

describe('collectFields', () => {
  it('lists numbers and strings, outer ones first, those of an object together', () => {
    const body = {
      error: { code: 429, inner: { reset: 5, remaining: 0 }, message: 'Slow' },
      ok: false,
      id: 'x',
    };
    expect(collectFields([body])).toEqual([
      ['id', 'x'],
      ['code', '429'],
      ['message', 'Slow'],
      ['reset', '5'],
      ['remaining', '0'],
    ]);
  });

  it('reads JSON in strings like objects', () => {
    const text = JSON.stringify({ error: JSON.stringify([{ retryAfter: 3 }]) });
    expect(collectFields(text)).toEqual([['retry-after', '3']]);
    expect(collectFields({ raw: text, text: '{broken' })).toEqual([
      ['text', '{broken'],
      ['retry-after', '3'],
    ]);
  });

  it.each(['X-RateLimit-Reset', 'x-rate-limit-reset', 'x_ratelimit_reset', 'xRateLimitReset'])(
    'folds %s',
    (name) => {
      expect(foldFieldName(name)).toBe('x-ratelimit-reset');
    },
  );

  it('has no fields in anything else', () => {
    for (const body of [null, undefined, 5, true, '', 'text', [], {}]) {
      expect(collectFields(body)).toEqual([]);
    }
  });

  it('is bounded, whatever the body', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 6 }), (body) => {
        for (const [name, value] of collectFields(body)) {
          expect(name.length).toBeLessThanOrEqual(128);
          expect(value.length).toBeLessThanOrEqual(256);
        }
      }),
    );
    const wide = Object.fromEntries(Array.from({ length: 9000 }, (_, at) => [`k${at}`, { at }]));
    let deep: unknown = { last: 1 };
    for (let level = 0; level < 5000; level += 1) deep = { level, deep };
    for (const body of [wide, deep, Array.from({ length: 9000 }, () => wide)]) {
      const started = performance.now();
      expect(collectFields(body).length).toBeLessThanOrEqual(256);
      // Measured 1 ms on an idle machine.
      expect(performance.now() - started).toBeLessThan(500);
    }
  });

  it('lists headers, at most 256', () => {
    const headers = new Headers({ 'Retry-After': '5', 'X-RateLimit-Reset': 'x'.repeat(400) });
    expect(headerFields(headers)).toEqual([
      ['retry-after', '5'],
      ['x-ratelimit-reset', 'x'.repeat(256)],
    ]);
    const many = new Headers(Array.from({ length: 300 }, (_, at) => [`x-${at}`, '1']));
    expect(headerFields(many)).toHaveLength(256);
  });
});
