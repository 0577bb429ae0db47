/**
 * What a model costs, in US dollars per million tokens: the standard rate, or the highest one if it
 * depends on the time of day or on a promotion.
 */
export type ModelPrice = {
  inputUsd: number;
  /** Input read from the prompt cache; absent if there is no discount or none is known. */
  cachedInputUsd?: number | undefined;
  /** Input written to the prompt cache, if that costs more than reading it. */
  cacheWriteUsd?: number | undefined;
  /** Output, and with it all reasoning. */
  outputUsd: number;
  /** With more input tokens than `above`, the factors on the whole request. */
  longPrompt?: { above: number; inputFactor: number; outputFactor: number } | undefined;
};

/** The tokens of one request that are billed. */
type BilledTokens = {
  inputTokens: number;
  outputTokens: number;
  /** The part of `inputTokens` that was read from the cache. */
  cachedTokens?: number | undefined;
  /** What searches of the web cost in addition, in US dollars. */
  searchUsd?: number | undefined;
};

/** Amounts of money are counted in millionths of a dollar. */
export const MICRO_USD_PER_USD = 1_000_000;

// Prices have at most four decimals. As integers, they multiply exactly: 1.1 * 10 is 11.000000000000002.
const PRICE_UNITS = 10_000;

/**
 * The cost of these tokens and searches in millionths of a dollar, rounded up. Input that wasn't read from
 * the cache counts as written to it where that costs more, since hardly any upstream tells them apart.
 */
export function costInMicroUsd(price: ModelPrice, tokens: BilledTokens): number {
  const { inputTokens, outputTokens } = tokens;
  const { longPrompt } = price;
  const isLong = longPrompt !== undefined && inputTokens > longPrompt.above;
  const cached = cachedPart(tokens);
  const input =
    (inputTokens - cached) * unitsOf(price.cacheWriteUsd ?? price.inputUsd) +
    cached * unitsOf(price.cachedInputUsd ?? price.inputUsd);
  const output = outputTokens * unitsOf(price.outputUsd);
  const sum =
    input * (isLong ? longPrompt.inputFactor : 1) + output * (isLong ? longPrompt.outputFactor : 1);
  // Dollars per million tokens equal millionths of a dollar per token.
  return Math.ceil(sum / PRICE_UNITS) + toMicroUsd(tokens.searchUsd ?? 0);
}

/**
 * What a reply cost by its usage, in millionths of a dollar; `null` if that is unknown. What the
 * upstream says it cost comes first. A cost of zero doesn't, if the model has a price: gateways report
 * it for models whose price they don't know, and for keys that are billed elsewhere.
 */
export function reportedCostInMicroUsd(
  usage: BilledTokens & { costUsd?: number | undefined },
  price: ModelPrice | null,
): number | null {
  const { costUsd } = usage;
  if (costUsd !== undefined && Number.isFinite(costUsd) && costUsd >= 0) {
    if (costUsd > 0 || price === null) return toMicroUsd(costUsd);
  }
  return price === null ? null : costInMicroUsd(price, usage);
}

/** Dollars as millionths, rounded up; 0.0000011 counts as two. */
function toMicroUsd(usd: number): number {
  // Without the error of the multiplication: 1.1 dollars are 1,100,000 millionths, not one more.
  return Math.ceil(Number((usd * MICRO_USD_PER_USD).toPrecision(12)));
}

function cachedPart({ inputTokens, cachedTokens = 0 }: BilledTokens): number {
  return cachedTokens > 0 ? Math.min(cachedTokens, inputTokens) : 0;
}

function unitsOf(usd: number): number {
  return Math.round(usd * PRICE_UNITS);
}
