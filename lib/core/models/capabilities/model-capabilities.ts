import type { ReasoningEffort } from '../reasoning-effort.ts';

/** What a model takes; absent where it is not known. */
export type ModelCapabilities = {
  /** It thinks before it answers, unless it is told not to. */
  thinks?: true | undefined;
  /** The values of `reasoning_effort` it takes, least first; empty if it takes none. */
  efforts?: readonly ReasoningEffort[] | undefined;
  /** False: it answers at a fixed temperature. */
  temperature?: false | undefined;
  /** Whether it takes images. */
  images?: boolean | undefined;
};

/** One row of the table: the models it is about, and where it was read. */
export type CapabilityRow = ModelCapabilities & {
  models: readonly string[];
  /** The page, and the date it was read or says it was updated (ISO 8601). */
  source: string;
  date: string;
};

/**
 * Makes rows from one page.
 *
 * @returns a function of the models and the efforts, separated by spaces; no efforts: they are not known
 */
export function capabilityRows(
  source: string,
  date: string,
): (
  models: string,
  efforts: string | null,
  more?: Omit<ModelCapabilities, 'efforts'>,
) => CapabilityRow {
  return (models, efforts, more) => ({
    models: models.split(' '),
    // The table's tests check each word.
    ...(efforts !== null && {
      efforts: efforts.split(' ').filter(Boolean) as readonly ReasoningEffort[],
    }),
    ...more,
    source,
    date,
  });
}
