import { describe, expect, it } from 'vitest';
import { mayHaveMarks, splitAtMarks, withoutMarks } from './citation-marks.ts';

describe('splitAtMarks', () => {
  it.each([
    ['So [1].', ['So ', 1, '.']],
    ['So[1][2]', ['So', 1, 2]],
    ['So [doc2] [citation:1] [ref_1]', ['So ', 2, ' ', 1, ' ', 1]],
    ['So【1†source】and【2】', ['So', 1, 'and', 2]],
    ['[3] [0] [a] [1a] [-1] 【3†x】', ['[3] [0] [a] [1a] [-1] 【3†x】']],
    ['【4:1†source】 [1', ['【4:1†source】 [1']],
    ['', []],
  ])('finds the numbers in %j that have a source', (text, parts) => {
    const found = splitAtMarks(text, new Set([1, 2]));
    expect(found.map((part) => (typeof part === 'string' ? part : part.number))).toEqual(parts);
    expect(found.map((part) => (typeof part === 'string' ? part : part.mark)).join('')).toBe(text);
    expect(mayHaveMarks(text) || found.length <= 1).toBe(true);
  });

  it('reads a megabyte of marks in a row', () => {
    expect(splitAtMarks('[1]'.repeat(300_000), new Set([1]))).toHaveLength(300_000);
  });

  it('reads a long text of beginnings quickly', () => {
    for (const beginning of ['[1', '【1†', '[doc', '【1†a'.repeat(20)]) {
      const text = beginning.repeat(200_000);
      expect(splitAtMarks(text, new Set([1, 2]))).toEqual([text]);
      expect(withoutMarks(text)).toBe(text);
    }
  });
});
