import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineRing } from './line-ring.ts';

describe('createLineRing', () => {
  it('has the last lines, the newest first, and never more than it may hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (pushed, capacity) => {
        const ring = createLineRing(capacity);
        for (const [index, line] of pushed.entries()) {
          ring.push(line);
          const soFar = pushed.slice(0, index + 1);
          expect(ring.newestFirst()).toEqual(soFar.slice(-capacity).reverse());
        }
      }),
    );
  });

  it('begins anew once it is cleared', () => {
    const ring = createLineRing(2);
    for (const line of ['a', 'b', 'c']) ring.push(line);
    ring.clear();
    expect(ring.newestFirst()).toEqual([]);
    for (const line of ['d', 'e', 'f']) ring.push(line);
    expect(ring.newestFirst()).toEqual(['f', 'e']);
  });
});
