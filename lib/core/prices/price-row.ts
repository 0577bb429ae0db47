import type { ModelPrice } from './model-price.ts';

/** One price of the table, the models that have it, and where it was read. */
export type PriceRow = ModelPrice & {
  models: readonly string[];
  /** The provider's page. */
  source: string;
  /** The date of the copy or transcript of that page that was read (ISO 8601). */
  date: string;
};

/** US dollars per million tokens; `null` if there is no discount for cached input. */
type Rates = readonly [inputUsd: number, cachedInputUsd: number | null, outputUsd: number];

/** Makes rows from one page. `models` are separated by spaces. */
export function priceRows(
  source: string,
): (
  models: string,
  date: string,
  rates: Rates,
  more?: Pick<ModelPrice, 'cacheWriteUsd' | 'longPrompt'>,
) => PriceRow {
  return (models, date, [inputUsd, cachedInputUsd, outputUsd], more) => ({
    models: models.split(' '),
    inputUsd,
    ...(cachedInputUsd !== null && { cachedInputUsd }),
    outputUsd,
    ...more,
    source,
    date,
  });
}
