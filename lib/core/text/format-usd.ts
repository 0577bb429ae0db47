const cents = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const fractions = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
  maximumSignificantDigits: 2,
  roundingPriority: 'lessPrecision',
});

/**
 * An amount of dollars as people read it: cents from one cent, and below that two significant digits:
 * "$1,204.50", "$0.03", "$0.0042", "$0.000001" for anything smaller. Never "$0.00" for what was not free.
 */
export function formatUsd(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 0.01) return cents.format(usd);
  return fractions.format(Math.max(usd, 0.000_001));
}
