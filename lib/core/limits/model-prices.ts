/** US dollars per million tokens, at the highest rate for a request without options. */
type ModelPrice = {
  /** The price of writing the prompt cache, if that costs more than reading the prompt. */
  inputUsd: number;
  outputUsd: number;
};

/** Amounts of money are counted in millionths of a dollar. */
export const MICRO_USD_PER_USD = 1_000_000;

/** Above this many input tokens, newer models charge more for the whole request. */
const LONG_INPUT_TOKENS = 272_000;
const LONG_INPUT_FACTOR = 2;
const LONG_OUTPUT_FACTOR = 1.5;

// OpenAI's standard rates on 2026-11-18 (developers.openai.com/api/docs/pricing). A model that is not
// listed has no price; a spending cap then rejects it instead of guessing.
const PRICES: ReadonlyMap<string, ModelPrice> = new Map([
  ['gpt-6.2-astra', { inputUsd: 10, outputUsd: 40 }],
  ['gpt-6-astra', { inputUsd: 12.5, outputUsd: 50 }],
  ['gpt-6.1-sol', { inputUsd: 2.5, outputUsd: 10 }],
  ['gpt-6.1-terra', { inputUsd: 1.25, outputUsd: 5 }],
  ['gpt-6-sol', { inputUsd: 2.5, outputUsd: 10 }],
  ['gpt-6-luna', { inputUsd: 0.125, outputUsd: 0.5 }],
  ['gpt-5.6-sol', { inputUsd: 6.25, outputUsd: 30 }],
  ['gpt-5.6-terra', { inputUsd: 2.5, outputUsd: 12 }],
  ['gpt-5.6-luna', { inputUsd: 0.25, outputUsd: 1.2 }],
  ['gpt-5.5', { inputUsd: 5, outputUsd: 30 }],
  ['gpt-5.4', { inputUsd: 2.5, outputUsd: 15 }],
  ['gpt-5.4-mini', { inputUsd: 0.75, outputUsd: 4.5 }],
  ['gpt-5.4-nano', { inputUsd: 0.2, outputUsd: 1.25 }],
  ['gpt-5.2', { inputUsd: 1.75, outputUsd: 14 }],
  ['gpt-5.1', { inputUsd: 1.25, outputUsd: 10 }],
  ['gpt-5', { inputUsd: 1.25, outputUsd: 10 }],
  ['gpt-5-mini', { inputUsd: 0.25, outputUsd: 2 }],
  ['gpt-5-nano', { inputUsd: 0.05, outputUsd: 0.4 }],
  ['gpt-4.1', { inputUsd: 2, outputUsd: 8 }],
  ['gpt-4.1-mini', { inputUsd: 0.4, outputUsd: 1.6 }],
  ['gpt-4.1-nano', { inputUsd: 0.1, outputUsd: 0.4 }],
  ['gpt-4o', { inputUsd: 2.5, outputUsd: 10 }],
  // The first snapshot kept its price when the model became cheaper.
  ['gpt-4o-2024-05-13', { inputUsd: 5, outputUsd: 15 }],
  ['gpt-4o-mini', { inputUsd: 0.15, outputUsd: 0.6 }],
  ['o4-mini', { inputUsd: 1.1, outputUsd: 4.4 }],
]);

/** The price of an OpenAI model or of a dated snapshot; `null` if unknown. */
export function priceOf(model: string): ModelPrice | null {
  return PRICES.get(model) ?? PRICES.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, '')) ?? null;
}

/** The cost of these tokens in millionths of a dollar, rounded up. */
export function costInMicroUsd(
  price: ModelPrice,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
): number {
  const long = inputTokens > LONG_INPUT_TOKENS;
  // Dollars per million tokens equal millionths of a dollar per token.
  return Math.ceil(
    inputTokens * price.inputUsd * (long ? LONG_INPUT_FACTOR : 1) +
      outputTokens * price.outputUsd * (long ? LONG_OUTPUT_FACTOR : 1),
  );
}
