import { describe, expect, it } from 'vitest';
import { trimEndWhile } from './trim-end-while.ts';

describe('trimEndWhile', () => {
  it.each([
    ['https://a.example/v1//', /\//, 'https://a.example/v1'],
    ['a//b', /\//, 'a//b'],
    ['///', /\//, ''],
    ['', /\//, ''],
    ['key"\n', /[\s"]/, 'key'],
  ])('trims %j by %s to %j', (text, isCut, trimmed) => {
    expect(trimEndWhile(text, isCut)).toBe(trimmed);
  });

  it('only reads the end of the text', () => {
    const text = `${'/'.repeat(1_000_000)}a`;
    expect(trimEndWhile(text, /\//)).toBe(text);
  });
});
