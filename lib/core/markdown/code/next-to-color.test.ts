import { describe, expect, it } from 'vitest';
import { allChunks, chunkLines } from '../blocks/line-chunks.ts';
import { colorable, nextToColor } from './next-to-color.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`);
const chunksOf = (count: number) => allChunks(chunkLines(lines(count).join('')));

describe('nextToColor', () => {
  it('has all complete lines of a short block', () => {
    expect(nextToColor([], 0).chunks).toEqual([]);
    expect(nextToColor(['a'], 0).chunks).toEqual(['']);
    expect(nextToColor(['a\n'], 0).chunks).toEqual(['']);
    expect(nextToColor(['a\nb\nc\n'], 0)).toEqual({ chunks: ['a\nb\n'], position: 0 });
  });

  it('has the chunks without colors, after the one before them', () => {
    const chunks = chunksOf(170);
    const { chunks: slice, position } = nextToColor(chunks, 2);
    expect(position).toBe(1);
    expect(slice).toEqual([chunks[1], chunks[2], lines(169).slice(150).join('')]);
  });

  it('is never long, and reaches the end of what gets colors', () => {
    const chunks = chunksOf(20_000);
    const seen: string[] = [];
    for (let colored = 0; colored < colorable(chunks).length; ) {
      const slice = nextToColor(chunks, colored);
      expect(slice.chunks.join('').length).toBeLessThan(14_000);
      const added = slice.chunks.slice(colored - slice.position);
      seen.push(...added);
      colored += added.length;
    }
    expect(seen).toEqual(colorable(chunks));
    expect(seen.join('').length).toBeLessThanOrEqual(60_000);
    expect(seen.join('').length).toBeGreaterThan(55_000);
  });

  it('goes on after a line that is too long, without it', () => {
    const long = `${'x'.repeat(50_000)}\n`;
    expect(nextToColor([long, 'a\nb\n'], 1)).toEqual({ chunks: ['a\n'], position: 1 });
    expect(colorable([long, long])).toEqual([long]);
  });
});
