import { REASONING_EFFORTS, type ReasoningEffort } from '../reasoning-effort.ts';

/** How much a model that thinks does so if it is not told: OpenAI's default, and about that of others. */
export const USUAL_EFFORT: ReasoningEffort = 'medium';

/**
 * The value to send: the wanted one if the model takes it, otherwise the next lower one, which costs
 * less, otherwise its lowest. Undefined if it takes none.
 *
 * @param efforts what the model takes; undefined if that is not known, and the wanted value is then sent
 */
export function fitEffort(
  wanted: ReasoningEffort,
  efforts: readonly ReasoningEffort[] | undefined,
): ReasoningEffort | undefined {
  if (efforts === undefined || efforts.includes(wanted)) return wanted;
  return lowerEffort(wanted, efforts) ?? efforts[0];
}

/** The highest of a model's values below another one; undefined if there is none. */
export function lowerEffort(
  than: ReasoningEffort,
  efforts: readonly ReasoningEffort[],
): ReasoningEffort | undefined {
  const limit = REASONING_EFFORTS.indexOf(than);
  return efforts.findLast((effort) => REASONING_EFFORTS.indexOf(effort) < limit);
}

/** The lowest of a model's values above another one; undefined if there is none. */
export function higherEffort(
  than: ReasoningEffort,
  efforts: readonly ReasoningEffort[] = REASONING_EFFORTS,
): ReasoningEffort | undefined {
  const limit = REASONING_EFFORTS.indexOf(than);
  return efforts.find((effort) => REASONING_EFFORTS.indexOf(effort) > limit);
}
