import { type PriceRow, priceRows } from './price-row.ts';

const PAGE = 'https://developers.openai.com/api/docs/pricing';
// Newer models charge more for the whole request above this many input tokens.
const LONG = { above: 272_000, inputFactor: 2, outputFactor: 1.5 };

const priceRow = priceRows(PAGE);

/**
 * OpenAI's standard rates for text: input, cached input, output. Models with audio or a fee for each
 * search are left out, because their tokens alone don't make up their price.
 */
export const OPENAI_PRICES: readonly PriceRow[] = [
  priceRow('gpt-6.2-astra', '2026-11-18', [8, 0.4, 40], { cacheWriteUsd: 10, longPrompt: LONG }),
  priceRow('gpt-6.2-sol', '2026-11-18', [2, 0.1, 10], { cacheWriteUsd: 2.5, longPrompt: LONG }),
  priceRow('gpt-6-astra', '2026-11-18', [10, 1, 50], { cacheWriteUsd: 12.5, longPrompt: LONG }),
  priceRow('gpt-6.1-sol', '2026-11-18', [2, 0.1, 10], { cacheWriteUsd: 2.5, longPrompt: LONG }),
  priceRow('gpt-6.1-terra', '2026-11-18', [1, 0.05, 5], { cacheWriteUsd: 1.25, longPrompt: LONG }),
  priceRow('gpt-6-sol', '2026-11-18', [2, 0.2, 10], { cacheWriteUsd: 2.5, longPrompt: LONG }),
  priceRow('gpt-6-luna', '2026-11-18', [0.1, 0.01, 0.5], {
    cacheWriteUsd: 0.125,
    longPrompt: LONG,
  }),
  // Promised at 4, 0.4 and 20 only until 2026-11-21.
  priceRow('gpt-5.6-sol gpt-5.6', '2026-11-18', [5, 0.5, 30], {
    cacheWriteUsd: 6.25,
    longPrompt: LONG,
  }),
  priceRow('gpt-5.6-terra', '2026-11-18', [2, 0.2, 12], { cacheWriteUsd: 2.5, longPrompt: LONG }),
  priceRow('gpt-5.6-luna', '2026-11-18', [0.2, 0.02, 1.2], {
    cacheWriteUsd: 0.25,
    longPrompt: LONG,
  }),
  priceRow('gpt-5.5', '2026-11-18', [5, 0.5, 30], { longPrompt: LONG }),
  priceRow('gpt-5.5-pro', '2026-09-23', [30, null, 180], { longPrompt: LONG }),
  priceRow('gpt-5.4', '2026-11-18', [2.5, 0.25, 15], { longPrompt: LONG }),
  priceRow('gpt-5.4-pro', '2026-09-23', [30, null, 180], { longPrompt: LONG }),
  priceRow('gpt-5.4-mini', '2026-11-18', [0.75, 0.075, 4.5], { longPrompt: LONG }),
  priceRow('gpt-5.4-nano', '2026-11-18', [0.2, 0.02, 1.25], { longPrompt: LONG }),
  priceRow('gpt-5.3-chat-latest gpt-5.3-codex', '2026-09-23', [1.75, 0.175, 14]),
  priceRow('gpt-5.2', '2026-11-18', [1.75, 0.175, 14]),
  priceRow('gpt-5.2-chat-latest', '2026-09-23', [1.75, 0.175, 14]),
  priceRow('gpt-5.2-pro', '2026-09-23', [21, null, 168]),
  priceRow('gpt-5.1', '2026-11-18', [1.25, 0.125, 10]),
  priceRow('gpt-5.1-codex gpt-5.1-chat-latest', '2026-09-23', [1.25, 0.125, 10]),
  priceRow('gpt-5', '2026-11-18', [1.25, 0.125, 10]),
  priceRow('gpt-5-chat-latest gpt-5-codex', '2026-09-23', [1.25, 0.125, 10]),
  priceRow('gpt-5-mini', '2026-11-18', [0.25, 0.025, 2]),
  priceRow('gpt-5-nano', '2026-11-18', [0.05, 0.005, 0.4]),
  priceRow('gpt-4.1', '2026-11-18', [2, 0.5, 8]),
  priceRow('gpt-4.1-mini', '2026-11-18', [0.4, 0.1, 1.6]),
  priceRow('gpt-4.1-nano', '2026-11-18', [0.1, 0.025, 0.4]),
  priceRow('gpt-4o', '2026-11-18', [2.5, 1.25, 10]),
  // The first snapshot kept its price when the model became cheaper.
  priceRow('gpt-4o-2024-05-13 chatgpt-4o-latest', '2026-09-23', [5, null, 15]),
  priceRow('gpt-4o-mini', '2026-11-18', [0.15, 0.075, 0.6]),
  priceRow('o4-mini', '2026-11-18', [1.1, 0.275, 4.4]),
  priceRow('o3', '2026-09-23', [2, 0.5, 8]),
  priceRow('o3-mini o1-mini', '2026-09-23', [1.1, 0.55, 4.4]),
  priceRow('o1 o1-preview', '2026-09-23', [15, 7.5, 60]),
  priceRow('codex-mini-latest', '2026-09-23', [1.5, 0.375, 6]),
  priceRow(
    'gpt-4-turbo gpt-4-turbo-preview gpt-4-0125-preview gpt-4-1106-preview gpt-4-vision-preview',
    '2026-09-23',
    [10, null, 30],
  ),
  priceRow('gpt-4 gpt-4-0314 gpt-4-0613', '2026-09-23', [30, null, 60]),
  priceRow('gpt-4-32k gpt-4-32k-0314 gpt-4-32k-0613', '2026-09-23', [60, null, 120]),
  priceRow('gpt-3.5-turbo gpt-3.5-turbo-0125', '2026-09-23', [0.5, null, 1.5]),
  priceRow('gpt-3.5-turbo-1106', '2026-09-23', [1, null, 2]),
  priceRow('gpt-3.5-turbo-0301 gpt-3.5-turbo-0613', '2026-09-23', [1.5, null, 2]),
  priceRow('gpt-3.5-turbo-16k gpt-3.5-turbo-16k-0613', '2026-09-23', [3, null, 4]),
];
