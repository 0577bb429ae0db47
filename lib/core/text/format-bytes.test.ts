import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

it.each([
  [0, '1 kB'],
  [1200, '1 kB'],
  [340_400, '340 kB'],
  [999_600, '1.0 MB'],
  [1_250_000, '1.3 MB'],
  [12_600_000, '13 MB'],
  [3_210_000_000, '3.2 GB'],
])('formats %i bytes as %s', (bytes, expected) => {
  // The no-break space keeps the number and its unit on one line.
  expect(formatBytes(bytes)).toBe(expected.replace(' ', '\u00a0'));
});
