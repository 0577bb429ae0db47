import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitTokens } from './split-tokens.ts';

it('splits a sentence into words with their leading spaces', () => {
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

it('produces pieces that join to the original text', () => {
  // Any code points, including lone surrogates; `unit: 'binary'` takes five seconds to start.
  const anyText = fc
    .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)))
    .map((codePoints) => String.fromCodePoint(...codePoints));
  fc.assert(fc.property(anyText, (text) => splitTokens(text).join('') === text));
});

it('never splits a character', () => {
  const text = '👩‍🚀 naïve 日本語 🇬🇧 🜁🜂🜃🜄';
  for (const token of splitTokens(text)) expect(token.isWellFormed()).toBe(true);
  expect(splitTokens(text).join('')).toBe(text);
});

it('makes no token longer than a word', () => {
  const longest = Math.max(...splitTokens('a'.repeat(1000)).map((token) => token.length));
  expect(longest).toBeLessThanOrEqual(15);
});
