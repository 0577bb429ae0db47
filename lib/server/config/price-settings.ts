import 'server-only';
import { MODEL_ID } from '#lib/core/chat/model-id.ts';
import type { ModelPrice } from '#lib/core/prices/model-price.ts';
import type { ConfigReader } from './config-reader.ts';

const PRICES = 'STARLIGHT_PRICES';
// Far above any model, and small enough that amounts stay exact.
const MAX_USD = 1000;
const USD = /^\d{1,4}(?:\.\d{1,4})?$/;

/**
 * The operator's prices: `model=input/output` or `model=input/cached/output` in US dollars per million
 * tokens, separated by commas or white space. An entry that cannot be read is reported by its number,
 * and chat is off, since a cap in dollars would count with another price.
 */
export function readPrices(reader: ConfigReader): ReadonlyMap<string, ModelPrice> {
  const prices = new Map<string, ModelPrice>();
  const entries = (reader.text(PRICES) ?? '').split(/[\s,]+/).filter(Boolean);
  for (const [index, entry] of entries.entries()) {
    const separator = entry.indexOf('=');
    const model = entry.slice(0, Math.max(separator, 0));
    const price = parsePrice(entry.slice(separator + 1));
    const reason = priceProblem(model, price, prices);
    if (reason === null && price !== null) {
      prices.set(model, price);
      continue;
    }
    reader.report(PRICES, entry, {
      reason: reason ?? 'price_form',
      problem: `Entry ${index + 1} isn't used: ${MESSAGES[reason ?? 'price_form']}. Chat is off until you fix it.`,
      fix: 'Write model=input/output or model=input/cached/output, in dollars per million tokens, such as gpt-4o=2.5/1.25/10.',
    });
  }
  return prices;
}

const MESSAGES = {
  price_model: "it doesn't start with a model ID and an equals sign",
  price_form: `it doesn't have two or three prices from 0 to ${MAX_USD} with at most four decimals`,
  price_cached: 'its price for cached input is higher than its price for input',
  price_twice: 'an earlier entry already has the price of its model',
} as const;

function priceProblem(
  model: string,
  price: ModelPrice | null,
  earlier: ReadonlyMap<string, ModelPrice>,
): keyof typeof MESSAGES | null {
  if (!MODEL_ID.test(model)) return 'price_model';
  if (price === null) return 'price_form';
  if ((price.cachedInputUsd ?? 0) > price.inputUsd) return 'price_cached';
  return earlier.has(model) ? 'price_twice' : null;
}

function parsePrice(text: string): ModelPrice | null {
  const parts = text.split('/');
  const usd = parts.map(Number);
  if (!parts.every((part) => USD.test(part)) || usd.some((value) => value > MAX_USD)) return null;
  const [inputUsd = 0, second = 0, third] = usd;
  if (parts.length === 2) return { inputUsd, outputUsd: second };
  if (parts.length !== 3 || third === undefined) return null;
  return { inputUsd, cachedInputUsd: second, outputUsd: third };
}
