import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitTokens } from './split-tokens.ts';

it('cuts a sentence into words with the space before them', () => {
  expect(splitTokens('The rate limit: 429.\n\nWait.')).toEqual([
    'The',
    ' rate',
    ' limit',
    ':',
    ' 429',
    '.',
    '\n\n',
    'Wait',
    '.',
  ]);
});

it('gives the same text again when joined, whatever it is', () => {
  // Any code points, lone surrogates too; `unit: 'binary'` takes five seconds to begin.
  const anyText = fc
    .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)))
    .map((codePoints) => String.fromCodePoint(...codePoints));
  fc.assert(fc.property(anyText, (text) => splitTokens(text).join('') === text));
});

it('cuts no character in two', () => {
  const text = '👩‍🚀 naïve 日本語 🇬🇧 🜁🜂🜃🜄';
  for (const token of splitTokens(text)) expect(token.isWellFormed()).toBe(true);
  expect(splitTokens(text).join('')).toBe(text);
});

it('makes no token longer than a word', () => {
  const longest = Math.max(...splitTokens('a'.repeat(1000)).map((token) => token.length));
  expect(longest).toBeLessThanOrEqual(15);
});
