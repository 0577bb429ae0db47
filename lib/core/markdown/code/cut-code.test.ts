import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutCode } from './cut-code.ts';

describe('cutCode', () => {
  it('leaves code of ordinary length whole', () => {
    const code = 'const a = 1;\n\n'.repeat(300);
    expect(cutCode(code)).toEqual([{ text: code, isHighlighted: true }]);
    expect(cutCode('')).toEqual([]);
  });

  it('cuts long code after a blank line', () => {
    const part = `${'  const a = 1;\n'.repeat(40)}\n`;
    const pieces = cutCode(part.repeat(60));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.every(({ text }) => text.endsWith('\n\n'))).toBe(true);
  });

  it('rather cuts where a line begins at the margin', () => {
    const part = `def f():\n${'  a = 1\n\n'.repeat(200)}`;
    const pieces = cutCode(part.repeat(20));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.every(({ text }) => text.startsWith('def f'))).toBe(true);
  });

  it('highlights the lines around an overlong one but not the line itself', () => {
    const long = `${'a'.repeat(5_000)}\n`;
    expect(cutCode(`one\n${long}two\n`)).toEqual([
      { text: 'one\n', isHighlighted: true },
      { text: long, isHighlighted: false },
      { text: 'two\n', isHighlighted: true },
    ]);
  });

  it('loses nothing, and highlights only short pieces, whatever the code is', () => {
    const part = fc.tuple(fc.constantFrom('a', '\n', 'ab\n'), fc.integer({ min: 1, max: 6_000 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const code = parts.map(([text, count]) => text.repeat(count)).join('');
        const pieces = cutCode(code);
        expect(pieces.map(({ text }) => text).join('')).toBe(code);
        for (const { text, isHighlighted } of pieces) {
          expect(text).not.toBe('');
          if (!isHighlighted) continue;
          expect(text.length).toBeLessThanOrEqual(6_000);
          expect(text.split('\n').every((line) => line.length <= 1_000)).toBe(true);
        }
      }),
    );
  });
});
