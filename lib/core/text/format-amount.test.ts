import { describe, expect, test } from 'vitest';
import { formatAmount, formatCount, formatLimit, formatUsed } from './format-amount.ts';

describe('formatCount', () => {
  test('groups thousands', () => {
    expect(formatCount(9204)).toBe('9,204');
    expect(formatCount(1_048_576)).toBe('1,048,576');
  });
});

describe('formatAmount', () => {
  test.each([
    [9204, 'tokens', '9,204 tokens'],
    [1, 'requests', '1 request'],
    [1, 'replies', '1 reply'],
    [0, 'messages', '0 messages'],
    [999, 'bytes', '999 bytes'],
    [256_000, 'bytes', '256 kB'],
    [4_000_000, 'bytes', '4 MB'],
    [4_500_000, 'bytes', '4.5 MB'],
    [5, 'usd', '$5'],
    [2.5, 'usd', '$2.50'],
  ] as const)('formats %d %s as "%s"', (count, unit, words) => {
    expect(formatAmount(count, unit)).toBe(words);
  });
});

describe('formatLimit', () => {
  test.each([
    [{ limit: 20, limitUnit: 'requests', limitWindow: 'minute' }, '20 requests a minute'],
    [{ limitTokens: 30_000, limitWindow: 'minute' }, '30,000 tokens a minute'],
    [{ limit: 5, limitUnit: 'usd', limitWindow: 'day' }, '$5 a day'],
    [{ limit: 9, limitUnit: 'messages', limitWindow: 'hour' }, '9 messages an hour'],
    [{ limit: 50, limitUnit: 'requests', limitWindow: 'week' }, '50 requests a week'],
    [{ limitTokens: 5_000_000, limitWindow: 'month' }, '5,000,000 tokens a month'],
    [{ limit: 4_000_000, limitUnit: 'bytes' }, '4 MB'],
  ] as const)('formats %o as "%s"', (details, words) => {
    expect(formatLimit(details)).toBe(words);
  });

  test('returns null without the number or the unit of the limit', () => {
    expect(formatLimit({})).toBeNull();
    expect(formatLimit({ limit: 20, limitWindow: 'minute' })).toBeNull();
    expect(formatLimit({ limitUnit: 'requests', limitWindow: 'minute' })).toBeNull();
  });
});

describe('formatUsed', () => {
  test('uses the unit of the limit', () => {
    expect(formatUsed({ usedTokens: 14_567 })).toBe('14,567 tokens');
    expect(formatUsed({ used: 3, limitUnit: 'requests' })).toBe('3 requests');
  });

  test('returns null if the amount is unknown', () => {
    expect(formatUsed({})).toBeNull();
    expect(formatUsed({ used: 3 })).toBeNull();
  });
});
