import { expect, it } from 'vitest';
import { formatDuration } from './format-duration.ts';

it.each([
  [0, '0 ms'],
  [412.4, '412 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [3449, '3.4 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [72_400, '1 min 12 s'],
  [280_000, '4 min 40 s'],
])('formats %i ms as %s', (ms, words) => expect(formatDuration(ms)).toBe(words));
