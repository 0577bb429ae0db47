import type { BilledRequest } from '../chat/chat-log.ts';
import { costInMicroUsd, type ModelPrice, reportedCostInMicroUsd } from './model-price.ts';

/** Prices by the names of the models. */
export type PricesByModel = Readonly<Record<string, ModelPrice>>;

/** What several requests used and cost together. */
export type UsageTotals = {
  inputTokens: number;
  /** The part of `inputTokens` that was read from the upstream's cache. */
  cachedTokens: number;
  outputTokens: number;
  /** The part of `outputTokens` that was thinking. */
  reasoningTokens: number;
  /** Searches of the web that were billed in addition. */
  searches: number;
  /** How many requests reported their tokens. */
  counted: number;
  /** Of all requests whose cost is known, in millionths of a dollar. */
  microUsd: number;
  /** How many requests `microUsd` covers. */
  priced: number;
  /** Whether `microUsd` contains the worst case of a request that ended before it was counted. */
  isAtMost: boolean;
  /** How many counted requests have a model without a known price. */
  unpriced: number;
};

/** Adds up requests. One that reported nothing counts with its worst case, if its price is known. */
export function totalUsage(requests: readonly BilledRequest[], prices: PricesByModel): UsageTotals {
  const totals: UsageTotals = {
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    searches: 0,
    counted: 0,
    microUsd: 0,
    priced: 0,
    isAtMost: false,
    unpriced: 0,
  };
  for (const request of requests) addRequest(totals, request, prices);
  return totals;
}

function addRequest(
  totals: UsageTotals,
  { model = '', usage, worstCase }: BilledRequest,
  prices: PricesByModel,
): void {
  const price = Object.hasOwn(prices, model) ? (prices[model] ?? null) : null;
  if (usage) {
    totals.counted += 1;
    totals.inputTokens += usage.inputTokens;
    totals.cachedTokens += usage.cachedTokens ?? 0;
    totals.outputTokens += usage.outputTokens;
    totals.reasoningTokens += usage.reasoningTokens ?? 0;
    totals.searches += usage.searches ?? 0;
    addCost(totals, reportedCostInMicroUsd(usage, price));
  } else if (worstCase && price) {
    totals.isAtMost = true;
    addCost(totals, costInMicroUsd(price, worstCase));
  }
}

function addCost(totals: UsageTotals, microUsd: number | null): void {
  if (microUsd === null) {
    totals.unpriced += 1;
    return;
  }
  totals.microUsd += microUsd;
  totals.priced += 1;
}
