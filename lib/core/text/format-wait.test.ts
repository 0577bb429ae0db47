import { expect, it } from 'vitest';
import { formatWait } from './format-wait.ts';

it.each([
  [0, '0:00'],
  [1, '0:01'],
  [7_001, '0:08'],
  [8_000, '0:08'],
  [432_000, '7:12'],
  [7_500_000, '2:05:00'],
])('formats %i ms as %s', (ms, expected) => {
  expect(formatWait(ms)).toBe(expected);
});
