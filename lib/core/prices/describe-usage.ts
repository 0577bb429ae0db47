import { formatCount } from '../text/format-amount.ts';
import { formatUsd } from '../text/format-usd.ts';
import { MICRO_USD_PER_USD } from './model-price.ts';
import type { UsageTotals } from './usage-totals.ts';

/**
 * Tokens and cost in one line: "1,204 tokens in (900 cached), 312 out (120 thinking) · $0.0042".
 * A reply that ended before it was counted: "up to $0.02". One that searched the web: "$0.03 (incl. 2
 * searches)". `null` if nothing is known.
 */
export function describeUsage(totals: UsageTotals): string | null {
  const parts = [tokensText(totals), costText(totals)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}

function tokensText(totals: UsageTotals): string | null {
  if (totals.counted === 0) return null;
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens } = totals;
  const tokens = inputTokens === 1 ? 'token' : 'tokens';
  const input = `${formatCount(inputTokens)} ${tokens} in${part(cachedTokens, 'cached')}`;
  return `${input}, ${formatCount(outputTokens)} out${part(reasoningTokens, 'thinking')}`;
}

function part(count: number, name: string): string {
  return count === 0 ? '' : ` (${formatCount(count)} ${name})`;
}

function costText(totals: UsageTotals): string | null {
  const { microUsd, priced, isAtMost, unpriced } = totals;
  if (priced === 0) return unpriced === 0 ? null : 'price unknown';
  const usd = formatUsd(microUsd / MICRO_USD_PER_USD);
  const amount = `${isAtMost ? 'up to ' : ''}${usd}${searchesText(totals)}`;
  if (unpriced === 0) return amount;
  const replies = `${formatCount(unpriced)} ${unpriced === 1 ? 'reply' : 'replies'}`;
  return `${amount}, without ${replies} whose price is unknown`;
}

function searchesText({ searches }: UsageTotals): string {
  if (searches === 0) return '';
  return ` (incl. ${formatCount(searches)} ${searches === 1 ? 'search' : 'searches'})`;
}
