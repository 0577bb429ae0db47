import { formatNumber } from './reader-format.ts';

const UNITS = ['kB', 'MB', 'GB'] as const;

/** A human-readable size: one decimal below ten, whole numbers above, at least one kilobyte. */
export function formatBytes(bytes: number): string {
  let size = Math.max(bytes / 1000, 1);
  let unit: (typeof UNITS)[number] = 'kB';
  for (const larger of UNITS.slice(1)) {
    if (size < 999.5) break;
    size /= 1000;
    unit = larger;
  }
  const digits = size < 9.95 && unit !== 'kB' ? 1 : 0;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${formatNumber(size, options)}\u00a0${unit}`;
}
