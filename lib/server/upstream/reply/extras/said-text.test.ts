import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSaidText } from './said-text.ts';

function said(...pieces: string[]) {
  const text = createSaidText();
  for (const piece of pieces) text.add(piece);
  return text;
}

// Never begins like a tag, or with space.
const words = fc
  .array(fc.constantFrom('a', ' ', 'é', '日', '👋', '👩‍🚀', '\u{1d11e}', '\n'), { maxLength: 60 })
  .map((parts) => `.${parts.join('')}`);

describe('createSaidText', () => {
  it('converts code points to UTF-16 code units, wherever the text is cut', () => {
    fc.assert(
      fc.property(words, fc.nat(100), fc.nat(100), fc.nat(200), (text, from, length, cut) => {
        const { locate } = said(text.slice(0, cut), text.slice(cut));
        const characters = [...text];
        const place = locate(from, from + length);
        if (length === 0 || from + length > characters.length) {
          expect(place).toBeNull();
          return;
        }
        expect(text.slice(place?.start, place?.end)).toBe(
          characters.slice(from, from + length).join(''),
        );
      }),
    );
  });

  it.each<[unknown, unknown]>([
    [0, 0],
    [2, 1],
    [-1, 2],
    [0, 6],
    [0.5, 2],
    ['0', '2'],
    [null, undefined],
    [0, Number.MAX_SAFE_INTEGER],
  ])('finds no place from %j to %j in five characters', (start, end) => {
    expect(said('Warm.').locate(start, end)).toBeNull();
  });

  it('finds no place if thinking was taken out of the text', () => {
    expect(said('<think>Hm.</think>', 'Warm.').locate(0, 4)).toBeNull();
    expect(said('<thi').locate(0, 2)).toBeNull();
  });

  it('takes linear time and little memory for ten megabytes', () => {
    const startedAt = performance.now();
    for (const unit of ['👋', 'a', '\ud83d', '<think>']) {
      const text = said(...Array.from({ length: 1000 }, () => unit.repeat(10_000 / unit.length)));
      text.locate(1, 2);
    }
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
