import { formatNumber } from './reader-format.ts';

const CENTS = { style: 'currency', currency: 'USD' } as const;
const FRACTIONS = {
  ...CENTS,
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
  maximumSignificantDigits: 2,
  roundingPriority: 'lessPrecision',
} as const;

/**
 * An amount of dollars as people read it: cents from one cent, and below that two significant digits:
 * "$1,204.50", "$0.03", "$0.0042", "$0.000001" for anything smaller. Never "$0.00" for what was not free.
 */
export function formatUsd(usd: number): string {
  if (usd === 0) return formatNumber(0, { ...CENTS, maximumFractionDigits: 0 });
  if (usd >= 0.01) return formatNumber(usd, CENTS);
  return formatNumber(Math.max(usd, 0.000_001), FRACTIONS);
}
