import { toOffered } from './capabilities/to-offered.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import type { ListedModel, OfferedModel } from './listed-model.ts';
import { isPattern, type ModelSelection, matchesAny, matchesPattern } from './model-selection.ts';

/**
 * The models that a selection offers, each once; the first is the default. Names keep their place,
 * whether or not they are listed. A pattern stands for the listed chat models it matches, in the list's
 * order; Starlight's default models come first among them, so that the newest model of a provider does
 * not become the default without anyone choosing it.
 *
 * @param listed the upstream's models; null if unknown, and patterns then stand for nothing
 * @param mayMatch which models a pattern may stand for; all by default
 */
export function chooseModels(
  { entries, excluded }: ModelSelection,
  listed: readonly ListedModel[] | null,
  mayMatch: (id: string) => boolean = () => true,
): OfferedModel[] {
  const known = new Map((listed ?? []).map((model) => [model.id, model]));
  const defaults = DEFAULT_MODELS.flatMap((id) => known.get(id) ?? []);
  const candidates = [...new Set([...defaults, ...known.values()])].filter(
    ({ id, isChat }) => isChat && mayMatch(id),
  );
  const chosen = new Map<string, OfferedModel>();
  for (const entry of entries) {
    const models = isPattern(entry)
      ? candidates.filter(({ id }) => matchesPattern(id, entry))
      : [known.get(entry) ?? { id: entry }];
    for (const model of models) {
      if (!matchesAny(model.id, excluded)) chosen.set(model.id, toOffered(model));
    }
  }
  return [...chosen.values()];
}
