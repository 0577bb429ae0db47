import { describe, expect, it } from 'vitest';
import { wireErrorOf, wireErrorOfCause } from './wire-error.ts';

describe('wireErrorOf', () => {
  it('reads the types and codes OpenAI is known to send', () => {
    const error = { message: 'x', type: 'requests', code: 'rate_limit_exceeded' };
    const expected = { type: 'requests', code: 'rate_limit_exceeded' };
    expect(wireErrorOf(JSON.stringify({ error }))).toEqual(expected);
    expect(wireErrorOf({ error })).toEqual(expected);
    expect(wireErrorOfCause(expected)).toEqual(expected);
  });

  it.each([
    { error: { type: 'sk-proj-abc', code: 'sk-proj-abc' } },
    { error: { type: 5, code: ['x'] } },
    { error: 'rate_limit_exceeded' },
    { type: 'requests' },
    [],
    null,
    '<html>',
    '',
  ])('returns null for anything else: %j', (body) => {
    expect(wireErrorOf(body)).toEqual({ type: null, code: null });
  });
});
