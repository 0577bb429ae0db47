import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendGrouped,
  atGrouped,
  countGrouped,
  GROUP_SIZE,
  type Grouped,
  replaceGrouped,
  takeGrouped,
} from './grouped.ts';

const sequence = (length: number) => Array.from({ length }, (_, index) => index);
const grouped = (length: number): Grouped<number> => appendGrouped([], sequence(length));
const lengths = fc.nat({ max: 3 * GROUP_SIZE });

describe('a grouped sequence', () => {
  it('contains the same items in the same groups, however they were added', () => {
    fc.assert(
      fc.property(lengths, lengths, (first, second) => {
        const all = sequence(first + second);
        const grown = appendGrouped(grouped(first), all.slice(first));
        expect(grown).toEqual(grouped(first + second));
        expect(grown.flat()).toEqual(all);
        expect(countGrouped(grown)).toBe(all.length);
      }),
    );
  });

  it('returns its first items', () => {
    fc.assert(
      fc.property(lengths, lengths, (length, count) => {
        expect(takeGrouped(grouped(length), count)).toEqual(grouped(Math.min(length, count)));
      }),
    );
  });

  it('never copies a full group', () => {
    const before = grouped(2 * GROUP_SIZE + 1);
    const after = replaceGrouped(appendGrouped(before, [1, 2, 3]), 2 * GROUP_SIZE, -1);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(takeGrouped(after, GROUP_SIZE + 1)[0]).toBe(before[0]);
  });

  it('finds and replaces one item', () => {
    const groups = replaceGrouped(grouped(GROUP_SIZE + 5), GROUP_SIZE + 1, -1);
    expect(atGrouped(groups, GROUP_SIZE + 1)).toBe(-1);
    expect(atGrouped(groups, GROUP_SIZE)).toBe(GROUP_SIZE);
    expect(atGrouped(groups, 2 * GROUP_SIZE)).toBeUndefined();
  });
});
