import { describe, expect, it } from 'vitest';
import { compareEnvFileValue } from '#lib/core/doctor/report/env-file-value.ts';

const compare = (line: string, loaded: string) =>
  compareEnvFileValue(`A=1\n${line}\nB=2\n`, 'KEY', loaded);
const plain = { fromFile: true, quirk: null };

// The value that @next/env 16.4.5 loads from each line, measured.
describe('a loaded value and the line it comes from', () => {
  it.each([
    ['KEY=sk-ab', 'sk-ab'],
    ['  export KEY = sk-ab   ', 'sk-ab'],
    ["KEY='sk-a#b'", 'sk-a#b'],
    ['KEY="sk-a#b" # note', 'sk-a#b'],
    ['KEY=`sk-ab`', 'sk-ab'],
    ['KEY=sk-ab # from the team', 'sk-ab'],
    ['KEY=sk-\\$ab', 'sk-$ab'],
    ["KEY='sk-\\$ab'", 'sk-$ab'],
    ['KEY=', ''],
  ])('match: %s', (line, loaded) => {
    expect(compare(line, loaded)).toEqual(plain);
  });

  it.each([
    ['KEY=sk-a#b', 'sk-a', 'cut_at_hash', 5],
    ['KEY=sk-$HOME-x', 'sk-/root-x', 'dollar_expanded', 4],
    ["KEY='sk-$HOME-x'", 'sk-/root-x', 'dollar_expanded', 4],
    ['KEY=sk-\u0024{HOME}x', 'sk-/rootx', 'dollar_expanded', 4],
    ['KEY=sk-$abc-x', 'sk--x', 'dollar_expanded', 4],
    ['KEY="sk-a\\nb"', 'sk-a\nb', 'escaped_line_break', 5],
  ])('differ by what Next does to it: %s', (line, loaded, kind, position) => {
    expect(compare(line, loaded)).toEqual({ fromFile: true, quirk: { kind, position } });
  });

  it.each([
    ['KEY=sk-ab', 'sk-other'],
    ['KEY=sk-$HOME', 'tk-/root'],
    ['#KEY=sk-ab', 'sk-ab'],
    ['MY_KEY=sk-ab', 'sk-ab'],
  ])('are unrelated: %s', (line, loaded) => {
    expect(compare(line, loaded).fromFile).toBe(false);
  });

  it('are compared using the last line of that name, and across lines between quotes', () => {
    expect(compareEnvFileValue('KEY=a\nKEY=b\n', 'KEY', 'b')).toEqual(plain);
    expect(compareEnvFileValue('KEY=a\nKEY=b\n', 'KEY', 'a').fromFile).toBe(false);
    expect(compareEnvFileValue('KEY="sk-i\nj"\n', 'KEY', 'sk-i\nj')).toEqual(plain);
    expect(compareEnvFileValue('KEY=sk-ab\r\nB=1\r\n', 'KEY', 'sk-ab')).toEqual(plain);
  });
});
