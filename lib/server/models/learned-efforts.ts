import 'server-only';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { perProcess } from '../registry.ts';

/** Far more models than anyone offers. */
const MAX_LEARNED = 1000;

/** What a model's refusals said: all that it takes, or some that it doesn't. */
type Learned = { taken: readonly ReasoningEffort[] } | { refused: readonly ReasoningEffort[] };

/**
 * Remembers that a model refused an effort, until the process ends.
 *
 * @param listed the efforts that the refusal says the model takes; empty if it doesn't say it
 */
export function learnRefusedEffort(
  { baseUrl, model }: { baseUrl: string; model: string },
  refused: ReasoningEffort,
  listed: readonly ReasoningEffort[],
): void {
  const learned = learnedEfforts();
  const key = keyOf(baseUrl, model);
  const before = learned.get(key);
  // A list that contains what was just refused is not one of what the model takes.
  const isList = listed.length > 0 && !listed.includes(refused);
  const others = before !== undefined && 'refused' in before ? before.refused : [];
  learned.delete(key);
  learned.set(key, isList ? { taken: listed } : { refused: [...new Set([...others, refused])] });
  const [oldest] = learned.keys();
  if (learned.size > MAX_LEARNED && oldest !== undefined) learned.delete(oldest);
}

/** The model with the efforts that it is known to take, corrected by what it refused. */
export function withLearnedEfforts(model: OfferedModel, baseUrl: string): OfferedModel {
  const learned = learnedEfforts().get(keyOf(baseUrl, model.id));
  if (learned === undefined) return model;
  if ('taken' in learned) return { ...model, efforts: learned.taken };
  // A model that refuses the only value it was ever sent most likely takes none.
  const { efforts = [] } = model;
  return { ...model, efforts: efforts.filter((effort) => !learned.refused.includes(effort)) };
}

function learnedEfforts(): Map<string, Learned> {
  return perProcess('learned efforts', () => new Map<string, Learned>());
}

function keyOf(baseUrl: string, model: string): string {
  return `${baseUrl} ${model}`;
}
