import { withoutSnapshotDate } from '../models/snapshot-date.ts';
import type { ModelPrice } from './model-price.ts';
import { OPENAI_PRICES } from './openai-prices.ts';
import { OTHER_PRICES } from './other-prices.ts';
import type { PriceRow } from './price-row.ts';

/** All rows of the price table. */
export const PRICE_TABLE: readonly PriceRow[] = [...OPENAI_PRICES, ...OTHER_PRICES];

const PRICES: ReadonlyMap<string, ModelPrice> = new Map(
  PRICE_TABLE.flatMap(({ models, source, date, ...price }) =>
    models.map((model) => [model, price] as const),
  ),
);

/**
 * The price of a model or of a dated snapshot; `null` if unknown. Nothing is guessed from a similar name.
 *
 * @param own the operator's prices, which come first
 */
export function findPrice(
  model: string,
  own: ReadonlyMap<string, ModelPrice> = new Map(),
): ModelPrice | null {
  return own.get(model) ?? PRICES.get(model) ?? PRICES.get(withoutSnapshotDate(model)) ?? null;
}
