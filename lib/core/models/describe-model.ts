import { formatCount } from '../text/format-amount.ts';
import { formatNumber } from '../text/reader-format.ts';
import type { OfferedModel } from './listed-model.ts';
import { modelPrefixOf } from './model-name.ts';

/** Models of one maker. `prefix` is what their IDs share before the last slash; empty if there is none. */
type ModelGroup = { prefix: string; models: OfferedModel[] };

/** What is known about a model: `images · thinking · 131K tokens`; empty if nothing is. */
export function describeFacts({
  images,
  thinks,
  temperature,
  contextTokens,
}: OfferedModel): string {
  const parts = [
    ...(images ? ['images'] : []),
    ...(thinks ? ['thinking'] : []),
    ...(temperature === false ? ['temperature fixed'] : []),
    ...(contextTokens === undefined ? [] : [`${shortCount(contextTokens)} tokens`]),
  ];
  return parts.join(' · ');
}

/**
 * The models whose ID and facts contain every word of the query, by prefix, each group where its first model
 * was.
 */
export function findModels(models: readonly OfferedModel[], query: string): ModelGroup[] {
  const words = query.toLowerCase().split(' ').filter(Boolean);
  const groups = new Map<string, OfferedModel[]>();
  for (const model of models) {
    const text = `${model.id} ${describeFacts(model)}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const prefix = modelPrefixOf(model.id);
    const group = groups.get(prefix);
    if (group) group.push(model);
    else groups.set(prefix, [model]);
  }
  return [...groups].map(([prefix, grouped]) => ({ prefix, models: grouped }));
}

function shortCount(count: number): string {
  if (count < 1000) return formatCount(count);
  if (count < 999_500) return `${formatCount(Math.round(count / 1000))}K`;
  return `${formatNumber(Math.round(count / 100_000) / 10)}M`;
}
