import { expect, it } from 'vitest';
import { GUIDE_KINDS } from './guide-groups.ts';
import { confusedWith } from './often-confused.ts';

it('tells the four meanings of 429 apart, the likeliest mistake first', () => {
  expect(confusedWith('rate_limited').slice(0, 3)).toEqual([
    'quota_exhausted',
    'request_too_large',
    'visitor_rate_limited',
  ]);
});

it('whatever is taken for another is what that is taken for', () => {
  for (const kind of GUIDE_KINDS) {
    const others = confusedWith(kind);
    expect(new Set(others).size).toBe(others.length);
    expect(others).not.toContain(kind);
    for (const other of others) expect(confusedWith(other)).toContain(kind);
  }
});
