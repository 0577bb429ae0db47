import type { ListedModel } from '../models/listed-model.ts';

/** At most two chat models of a list that are closest to a name, by the length of their common prefix. */
export function suggestModels(wanted: string, listed: readonly ListedModel[]): string[] {
  return listed
    .filter(({ isChat }) => isChat)
    .map(({ id }) => ({ id, shared: sharedLength(id, wanted) }))
    .sort((a, b) => b.shared - a.shared || a.id.length - b.id.length || a.id.localeCompare(b.id))
    .slice(0, 2)
    .map(({ id }) => id);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1;
  return length;
}
