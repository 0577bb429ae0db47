'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { readQuery } from '#lib/core/search/search-query.ts';
import type { DeferredConversationStore } from '../storage/deferred-conversation-store.ts';
import { createMessageSearch, type MessageSearch } from './message-search.ts';
import type { SearchHits } from './search-scan.ts';

/** Kept as long as the page, so that only the first search has to read everything. */
const searches = new WeakMap<DeferredConversationStore, MessageSearch>();

type MessageSearchResult = {
  /** Null until there are results, or if there is nothing to search for. */
  hits: SearchHits | null;
  status: 'reading' | 'ready' | 'failed';
};

/** Searches everything in a store for what was typed. */
export function useMessageSearch(
  store: DeferredConversationStore,
  typed: string,
): MessageSearchResult {
  const search = searchIn(store);
  const { status, version } = useSyncExternalStore(
    search.subscribe,
    search.getSnapshot,
    search.getSnapshot,
  );
  const [hits, setHits] = useState<SearchHits | null>(null);
  useEffect(() => search.follow(), [search]);
  // A new version can have other results.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    const query = readQuery(typed);
    let isCurrent = true;
    if (!query) setHits(null);
    else
      void search.find(query).then((found) => {
        if (isCurrent) setHits(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [search, typed, version]);
  return { hits, status };
}

function searchIn(store: DeferredConversationStore): MessageSearch {
  const known = searches.get(store) ?? createMessageSearch(store);
  searches.set(store, known);
  return known;
}
