import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allChunks, appendLines, chunkLines, chunkLiteral, trimLineBreaks } from './line-chunks.ts';

const lines = fc.array(
  fc
    .tuple(fc.string({ maxLength: 5 }), fc.constantFrom(1, 1, 1, 300, 1_500))
    .map(([line, times]) => `${line.replaceAll('\n', '').repeat(times)}\n`),
  {
    maxLength: 180,
  },
);

describe('lines in chunks', () => {
  it('are the same chunks whether they arrived at once or in pieces', () => {
    fc.assert(
      fc.property(lines, lines, (first, second) => {
        const expected = chunkLines([...first, ...second].join(''));
        expect(appendLines(chunkLines(first.join('')), second.join(''))).toEqual(expected);
        expect(allChunks(expected).join('')).toBe([...first, ...second].join(''));
      }),
    );
  });

  it('are fifty to a chunk', () => {
    const { chunks, rest } = chunkLines('a\n'.repeat(120));
    expect(chunks.map(({ length }) => length)).toEqual([100, 100]);
    expect(rest).toBe('a\n'.repeat(20));
  });

  it('are fewer to a chunk when they are long, and an overlong one is a chunk of its own', () => {
    const long = `${'a'.repeat(9_000)}\n`;
    const { chunks, rest } = chunkLines(`a\n${long}${`${'b'.repeat(999)}\n`.repeat(6)}`);
    expect(chunks.map(({ length }) => length)).toEqual([2, 9_001, 5_000]);
    expect(rest).toHaveLength(1_000);
  });
});

describe('chunkLiteral', () => {
  it('loses nothing and cuts at line ends', () => {
    const text = `${'word '.repeat(300)}\n`.repeat(30);
    const chunks = chunkLiteral(text);
    expect(chunks.join('')).toBe(text);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.every((chunk) => chunk.endsWith('\n'))).toBe(true);
  });

  it('cuts an endless line, but not within a character', () => {
    const text = `a${'😀'.repeat(100_000)}`;
    const chunks = chunkLiteral(text);
    expect(chunks.join('')).toBe(text);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
  });
});

it('removes line breaks from both ends, however many', () => {
  expect(trimLineBreaks(`\n\n a\n${'\n'.repeat(100_000)}b \n\n`)).toBe(
    ` a\n${'\n'.repeat(100_000)}b `,
  );
});
