import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairRingBuffer } from './fair-ring-buffer.ts';

describe('createFairRingBuffer', () => {
  it('keeps exactly the last items of a single group', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (pushed, capacity) => {
        const ring = createFairRingBuffer<string>(capacity);
        for (const [index, item] of pushed.entries()) {
          expect(ring.push(item, 'all')).toBe(index >= capacity);
          expect(ring.items()).toEqual(pushed.slice(0, index + 1).slice(-capacity));
        }
      }),
    );
  });

  it('keeps the last items of each group, at least an equal part of the capacity', () => {
    const groups = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 200 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 4, max: 20 }), (pushed, capacity) => {
        const ring = createFairRingBuffer<{ group: string; at: number }>(capacity);
        for (const [at, group] of pushed.entries()) ring.push({ group, at }, group);
        const kept = ring.items();
        expect(kept.length).toBe(Math.min(pushed.length, capacity));
        for (const group of new Set(pushed)) {
          const all = pushed.flatMap((name, at) => (name === group ? [at] : []));
          const own = kept.filter((item) => item.group === group).map(({ at }) => at);
          expect(own).toEqual(all.slice(all.length - own.length));
          expect(own.length).toBeGreaterThanOrEqual(Math.min(all.length, Math.floor(capacity / 4)));
        }
      }),
    );
  });

  it('drops the oldest item among groups of the same size', () => {
    const ring = createFairRingBuffer<string>(2);
    for (const item of ['a', 'b', 'c']) ring.push(item, item);
    expect(ring.items().sort()).toEqual(['b', 'c']);
  });

  it('starts over once it is cleared', () => {
    const ring = createFairRingBuffer<string>(2);
    for (const item of ['a', 'b', 'c']) ring.push(item, 'all');
    ring.clear();
    expect(ring.items()).toEqual([]);
    for (const item of ['d', 'e', 'f']) ring.push(item, 'all');
    expect(ring.items()).toEqual(['e', 'f']);
  });
});
