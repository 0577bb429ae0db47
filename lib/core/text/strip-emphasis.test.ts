import { describe, expect, it } from 'vitest';
import { stripEmphasis } from './strip-emphasis.ts';

describe('stripEmphasis', () => {
  it.each([
    ['A **bold** and *soft* ***both*** ~~gone~~ word', 'A bold and soft both gone word'],
    ['_soft_ and __two words__', 'soft and two words'],
    ['**bold *x* y**', '**bold x y**'],
    ['_a_ _b_', 'a b'],
  ])('turns %j into %j', (line, words) => {
    expect(stripEmphasis(line)).toBe(words);
  });

  it.each([
    '__init__ and snake_case_name',
    '2 * 3 * 4',
    '**a*',
    '~a~',
    '****a****',
    'x_a_',
    '_a_x',
    '_ a_',
    '**',
    '',
  ])('leaves %j unchanged', (line) => {
    expect(stripEmphasis(line)).toBe(line);
  });

  it.each(['*', '_', '*a ', '_a ', '~~', '** '])('handles 300 kB of %j', (unit) => {
    const line = unit.repeat(300_000 / unit.length);
    expect(stripEmphasis(line).length).toBeLessThanOrEqual(line.length);
  });
});
