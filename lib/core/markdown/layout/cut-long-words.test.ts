import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLongWords } from './cut-long-words.ts';

/** The length of the longest stretch without a line break opportunity. */
function longestWord(pieces: readonly string[]): number {
  const words = pieces.flatMap((piece) => piece.split(/[\s\u2e80-\ud7ff]/u));
  return Math.max(...words.map(({ length }) => length));
}

describe('cutLongWords', () => {
  it('leaves text unchanged if no word is longer than any real one', () => {
    const text = `${'word '.repeat(1_000)}${'a'.repeat(256)}\n${'字'.repeat(5_000)}`;
    expect(cutLongWords(text)).toEqual([text]);
    expect(cutLongWords('')).toEqual(['']);
  });

  it('cuts the long word and nothing around it', () => {
    const pieces = cutLongWords(`before ${'a'.repeat(300)} after`);
    expect(pieces).toEqual([
      'before ',
      'a'.repeat(128),
      'a'.repeat(128),
      `${'a'.repeat(44)} after`,
    ]);
  });

  it('never cuts a surrogate pair', () => {
    const pieces = cutLongWords(`a${'😀'.repeat(1_000)}`);
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('loses nothing and leaves no long word, whatever the text is', () => {
    const part = fc.tuple(
      fc.constantFrom('a', ' ', '\n', '😀', '\u0301', '字', '\u202e', '\ud800', '\udc00'),
      fc.integer({ min: 1, max: 600 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.map(([letter, count]) => letter.repeat(count)).join('');
        const pieces = cutLongWords(text);
        expect(pieces.join('')).toBe(text);
        expect(longestWord(pieces)).toBeLessThanOrEqual(256);
        expect(pieces.length).toBeLessThanOrEqual(2 + text.length / 100);
      }),
    );
  });
});
