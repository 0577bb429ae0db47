import { describe, expect, it } from 'vitest';
import { splitRow } from './split-row.ts';

describe('a row of a table', () => {
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
  ])('%j has the cells %j', (row, cells) => {
    expect(splitRow(row, 3)).toEqual(cells);
  });
});
