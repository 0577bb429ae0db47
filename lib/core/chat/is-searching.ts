import type { WebSearch } from './reply-extras.ts';

/** Whether the model is searching: a reply that waits for its search is not slow. */
export function isSearching({
  searches,
}: {
  searches?: readonly WebSearch[] | undefined;
}): boolean {
  return searches?.at(-1)?.status === 'searching';
}
