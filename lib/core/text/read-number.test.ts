import { expect, test } from 'vitest';
import { readDecimal, readWholeNumber } from './read-number.ts';

test.each([
  ['', undefined],
  [' ', undefined],
  ['4000', 4000],
  [' 4,000 ', 4000],
  ['4.000', 4000],
  ['4 000', 4000],
  ["4'000", 4000],
  ['1.234.567', 1_234_567],
  ['12,34,567', 1_234_567],
  ['٤٬٠٠٠', 4000],
  ['۴۰۰۰', 4000],
  ['४,०००', 4000],
  ['４０００', 4000],
  ['1.5', 1.5],
  ['4.00', 4],
  ['4,00', Number.NaN],
  ['4.0000', 4],
  ['four', Number.NaN],
])('%j is the whole number %j', (text, number) => {
  expect(readWholeNumber(text)).toEqual(number);
});

test.each([
  ['', undefined],
  ['0.7', 0.7],
  ['0,7', 0.7],
  ['٠٫٧', 0.7],
  ['warm', Number.NaN],
])('%j is the number %j', (text, number) => {
  expect(readDecimal(text)).toEqual(number);
});

test.each(['en', 'de', 'de-CH', 'fr', 'hi', 'ar-EG', 'fa', 'ja', 'es', 'sv', 'pt-BR', 'ru'])(
  'what is written in %s can be typed',
  (locale) => {
    const written = new Intl.NumberFormat(locale).format(1_234_567);
    expect(readWholeNumber(written)).toBe(1_234_567);
    expect(readDecimal(new Intl.NumberFormat(locale).format(1.5))).toBe(1.5);
  },
);
