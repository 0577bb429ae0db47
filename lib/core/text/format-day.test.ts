import { expect, test } from 'vitest';
import { formatDay } from './format-day.ts';

const now = Date.UTC(2026, 10, 30, 12);

test.each([
  [Date.UTC(2026, 10, 30, 0, 1), 'Today'],
  [Date.UTC(2026, 10, 29, 23, 59), 'Yesterday'],
  [Date.UTC(2026, 10, 28, 23, 59), 'Nov 28'],
  [Date.UTC(2025, 10, 30), 'Nov 30, 2025'],
])('%d is %s', (moment, expected) => {
  expect(formatDay(moment, { now, locale: 'en-US', timeZone: 'UTC' })).toBe(expected);
});

test('the date follows the language, and the day the time zone', () => {
  const options = { now, locale: 'de', timeZone: 'Asia/Tokyo' };
  expect(formatDay(Date.UTC(2026, 10, 12, 20), options)).toBe('13. Nov.');
});
