import { expect, it } from 'vitest';
import { stripInvisible } from './visible-text.ts';

it('removes characters that hide or reorder text', () => {
  const hidden =
    '\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u{e0041}';
  expect(stripInvisible(`pay${hidden}pal`)).toBe('paypal');
});

it('keeps letters, marks and emoji with their color', () => {
  const text = 'naïve Ελλάδα עברית हिन्दी ❤\ufe0f 日本語';
  expect(stripInvisible(text)).toBe(text);
});
