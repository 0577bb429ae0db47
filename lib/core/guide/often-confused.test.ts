import { expect, it } from 'vitest';
import { GUIDE_KINDS } from './guide-groups.ts';
import { confusedWith } from './often-confused.ts';

it('lists the other meanings of a 429, the likeliest first', () => {
  expect(confusedWith('rate_limited').slice(0, 3)).toEqual([
    'quota_exhausted',
    'request_too_large',
    'visitor_rate_limited',
  ]);
});

it('lists each pair in both directions', () => {
  for (const kind of GUIDE_KINDS) {
    const others = confusedWith(kind);
    expect(new Set(others).size).toBe(others.length);
    expect(others).not.toContain(kind);
    for (const other of others) expect(confusedWith(other)).toContain(kind);
  }
});
