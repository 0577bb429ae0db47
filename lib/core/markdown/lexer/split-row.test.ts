import { describe, expect, it } from 'vitest';
import { splitRow } from './split-row.ts';

describe('splitRow', () => {
  it.each([
    ['| a | b |', ['a', 'b']],
    ['a | b', ['a', 'b']],
    ['| a |  | ', ['a', '']],
    ['||||', ['', '', '']],
    ['|', []],
    ['', []],
    [' | a', ['a']],
    ['| a \\| b | c', ['a | b', 'c']],
    ['\\| a | b', ['| a', 'b']],
    ['| a \\\\| b |', ['a \\\\', 'b']],
    ['| a | b | c | d |', ['a', 'b', 'c']],
  ])('splits %j into %j', (row, cells) => {
    expect(splitRow(row, 3)).toEqual(cells);
  });
});
