import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { textHash } from './text-hash.ts';

it('is 28 hexadecimal digits, the same for the same text', () => {
  expect(textHash('')).toMatch(/^[0-9a-f]{28}$/);
  expect(textHash('a')).toBe(textHash('a'));
});

it('differs for different texts', () => {
  void fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => (textHash(a) === textHash(b)) === (a === b)),
  );
});
