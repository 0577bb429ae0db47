import { describe, expect, it } from 'vitest';
import { allChunks, chunkLines } from '../blocks/line-chunks.ts';
import { growingCode } from './growing-code.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`);

describe('growingCode', () => {
  it('has all complete lines of a short block', () => {
    expect(growingCode([])).toEqual({ code: '', position: 0 });
    expect(growingCode(['a'])).toEqual({ code: '', position: 0 });
    expect(growingCode(['a\n'])).toEqual({ code: '', position: 0 });
    expect(growingCode(['a\nb\nc\n'])).toEqual({ code: 'a\nb\n', position: 0 });
  });

  it('has the last chunk after the one before it', () => {
    const chunks = allChunks(chunkLines(lines(120).join('')));
    const { code, position } = growingCode(chunks);
    expect(position).toBe(1);
    expect(code).toBe(lines(119).slice(50).join(''));
    expect(allChunks(chunkLines(code))[0]).toBe(chunks[1]);
  });

  it('is never long', () => {
    const long = `${'x'.repeat(100_000)}\n`;
    expect(growingCode([long, `${long}a\n`]).code.length).toBeLessThan(10_000);
    expect(growingCode([long, 'a\nb\n'])).toEqual({ code: 'a\n', position: 1 });
  });
});
