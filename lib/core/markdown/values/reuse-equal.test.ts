import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reuseEqual } from './reuse-equal.ts';

describe('reuseEqual', () => {
  it('returns the previous tree when the next one equals it', () => {
    const previous = { type: 'a', parts: ['x', { n: 1 }], none: null };
    expect(reuseEqual(previous, structuredClone(previous))).toBe(previous);
  });

  it('keeps the equal parts of a tree that changed', () => {
    const previous = { parts: [{ n: 1 }, { n: 2 }], other: { m: 1 } };
    const next = reuseEqual(previous, { parts: [{ n: 1 }, { n: 3 }, { n: 4 }], other: { m: 1 } });
    expect(next.parts[0]).toBe(previous.parts[0]);
    expect(next.other).toBe(previous.other);
    expect(next.parts).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }]);
  });

  it('notices a removed part', () => {
    const previous: { a: number; b?: number } = { a: 1, b: 2 };
    const next: { a: number; b?: number } = { a: 1 };
    expect(reuseEqual(previous, next)).toEqual({ a: 1 });
    expect(reuseEqual([1, 2], [1])).toEqual([1]);
  });

  it('always equals the next tree', () => {
    // For our own trees: none has a field called __proto__, which an assignment would not create.
    const tree = fc
      .jsonValue({ maxDepth: 3 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(tree, tree, (previous, next) => {
        const before = structuredClone(next);
        expect(reuseEqual(previous, next)).toEqual(before);
      }),
    );
  });
});
