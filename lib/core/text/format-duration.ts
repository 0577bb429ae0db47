import { formatNumber } from './reader-format.ts';

const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** Formats a duration in milliseconds: `412 ms`, `3.4 s`, `1 min 12 s`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${formatNumber(Math.round(ms))} ms`;
  if (ms < 59_950) return `${formatNumber(ms / 1000, TENTHS)} s`;
  const seconds = Math.round(ms / 1000);
  return `${formatNumber(Math.floor(seconds / 60))} min ${formatNumber(seconds % 60)} s`;
}
