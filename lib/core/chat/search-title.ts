import { formatNumber } from '../text/reader-format.ts';
import type { WebSearch } from './reply-extras.ts';

/** What the model searched for, each query once. */
export function searchQueries(searches: readonly WebSearch[]): readonly string[] {
  const queries = searches.flatMap(({ query }) => query?.replace(/\s+/g, ' ').trim() || []);
  return [...new Set(queries)];
}

/** The line about the searches of a reply: what it is searching for, or has searched for. */
export function searchTitle(searches: readonly WebSearch[], running: boolean): string {
  const last = searches.at(-1);
  const [query, ...others] = searchQueries(searches);
  if (last?.status === 'searching') {
    const [now] = searchQueries([last]);
    const title = running ? 'Searching the web' : 'Started to search the web';
    return now === undefined
      ? `${title}${running ? '…' : ''}`
      : `${title}: ${now}${running ? '…' : ''}`;
  }
  if (query === undefined || others.length > 0) {
    return searches.length > 1
      ? `Searched the web ${formatNumber(searches.length)} times`
      : 'Searched the web';
  }
  return `Searched the web: ${query}`;
}
