import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '#lib/core/json/is-object.ts';
import { measureJson } from './measure-json.ts';

const measure = (text: string) => measureJson(new TextEncoder().encode(text));

function depthOf(value: unknown): number {
  if (!isObject(value)) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function countOf(value: unknown): number {
  if (!isObject(value)) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + countOf(each), 1);
}

describe('measureJson', () => {
  it('returns the exact depth and at least the number of values of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(2), (value, indent) => {
        const { depth, values } = measure(JSON.stringify(value, null, indent));
        expect(depth).toBe(depthOf(value));
        expect(values).toBeGreaterThanOrEqual(countOf(value));
        expect(values).toBeLessThanOrEqual(2 * countOf(value));
      }),
    );
  });

  it.each([
    ['"[[[{{{,,,"', 0],
    ['["\\"[[["]', 1],
    ['["\\\\",[]]', 2],
    ['{"[":"]"}', 1],
    ['"\\', 0],
    ['', 0],
  ])('ignores brackets inside strings: %s', (text, depth) => {
    expect(measure(text).depth).toBe(depth);
  });

  it('counts the levels and values of a JSON bomb', () => {
    expect(measure('['.repeat(100_000)).depth).toBe(100_000);
    expect(measure(`[${'[],'.repeat(1000)}[]]`).values).toBe(2003);
  });
});
