import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import { MAX_QUERY_LENGTH, type WebSearch } from '#lib/core/chat/reply-extras.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { OutputPart } from './output-part.ts';

/**
 * Tells a reply's searches one after the other, each as `searching` and then `done`, even if several run at
 * once: whoever collects them takes a `done` for the end of the `searching` before it.
 */
type WebSearches = {
  /** A search began, or goes on. */
  begin: (items: OutputPart['items']) => WebSearch[];
  /** A search has ended. Its query may still follow, in the item. */
  end: (items: OutputPart['items']) => WebSearch[];
  /** Takes the complete item, with the query. */
  complete: (items: OutputPart['items'], item: Record<string, unknown>) => WebSearch[];
  /** Something else was said, so no query will follow for the searches that have ended. */
  settle: () => WebSearch[];
  /** The reply has ended, and so have its searches. */
  endAll: () => WebSearch[];
};

type Search = { state: 'running' | 'ended' | 'told'; query?: string };

export function createWebSearches(): WebSearches {
  const byName = new Map<string, Search>();
  /** Not told in full, in order. */
  let queue: Search[] = [];
  let current: Search | null = null;

  const find = (items: OutputPart['items']): Search | null => {
    for (const item of items) {
      const found = byName.get(item);
      if (found) return found;
    }
    if (byName.size >= MAX_EXTRAS.searches) return null;
    const search: Search = { state: 'running' };
    byName.set(items[0], search);
    queue.push(search);
    return search;
  };

  const tell = (): WebSearch[] => {
    const told: WebSearch[] = [];
    for (let next = queue[0]; next; next = queue[0]) {
      if (next.state === 'told') {
        told.push({ status: 'done', ...(next.query !== undefined && { query: next.query }) });
        queue = queue.slice(1);
        current = null;
        continue;
      }
      if (current !== next) told.push({ status: 'searching' });
      current = next;
      break;
    }
    return told;
  };

  const endWith = (isEnded: (search: Search) => boolean): WebSearch[] => {
    for (const search of queue) if (isEnded(search)) search.state = 'told';
    return tell();
  };

  return {
    begin(items) {
      find(items);
      return tell();
    },
    end(items) {
      const search = find(items);
      if (search?.state === 'running') search.state = 'ended';
      return tell();
    },
    complete(items, item) {
      const search = find(items);
      if (!search || search.state === 'told') return [];
      const query = queryOf(item['action']);
      search.state = 'told';
      if (query !== null) search.query = query;
      return tell();
    },
    settle: () => (queue.length === 0 ? [] : endWith(({ state }) => state === 'ended')),
    endAll: () => endWith(() => true),
  };
}

/** The query of an action; null if it opens a page or looks for words in one. */
function queryOf(action: unknown): string | null {
  const queries = fieldOf(action, 'queries');
  const query = isRecord(action) ? action['query'] : null;
  const texts = [query, ...(Array.isArray(queries) ? queries.slice(0, MAX_EXTRAS.searches) : [])];
  const text = texts.find((each) => typeof each === 'string' && each.trim() !== '');
  return typeof text === 'string' ? text.slice(0, MAX_QUERY_LENGTH) : null;
}
