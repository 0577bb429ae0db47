import { describe, expect, it } from 'vitest';
import { findValueFault, isInQuotes, isValueFault, isVisible } from './value-fault.ts';

describe('findValueFault', () => {
  it.each([
    ['"5"', 'quotes'],
    ["'5'", 'quotes'],
    ['`5`', 'quotes'],
    ['“5”', 'quotes'],
    ['„5“', 'quotes'],
    ['‘5’', 'quotes'],
    ['«5»', 'quotes'],
    ['＂5＂', 'quotes'],
    ['「5」', 'quotes'],
    ['1’000', 'quotes'],
    ['"5" # a cap', 'quotes'],
    ['5 # a cap', 'comment'],
    ['５００', 'other_digits'],
    ['٥٠٠', 'other_digits'],
    ['1\u200b00', 'invisible'],
    ['1\u00a0000', 'invisible'],
    ['1\u202f000', 'invisible'],
    ['100\n', 'invisible'],
    ['1 000', null],
    ['1,000', null],
    ['5 USD', null],
    ['', null],
  ])('returns for %j: %j', (text, fault) => {
    expect(findValueFault(text)).toBe(fault);
  });
});

it.each([
  ['"a"', true],
  ['“a\nb”', true],
  ['""', true],
  ['"', false],
  ['a"b', false],
  ['"a', false],
  ['a"', false],
])('checks whether %j is in quotes: %j', (text, quoted) => {
  expect(isInQuotes(text)).toBe(quoted);
});

it.each([
  ['\u200b\ufeff\u2060', false],
  ['\u00a0\t', false],
  ['', false],
  ['0', true],
  ['\u200b0', true],
])('checks whether %j has a visible character: %j', (text, visible) => {
  expect(isVisible(text)).toBe(visible);
});

it('distinguishes value faults from other reasons', () => {
  expect(['quotes', 'comment', 'not_set', 'constructor'].filter(isValueFault)).toEqual([
    'quotes',
    'comment',
  ]);
});
