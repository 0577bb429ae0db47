import { isDeleted } from '#lib/core/chat/is-deleted.ts';
import type { SearchQuery } from '#lib/core/search/search-query.ts';
import { createListeners } from '../page/create-listeners.ts';
import { createPause } from '../page/create-pause.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import type { TextSource } from '../storage/text-source.ts';
import { createSearchScan, type SearchHits } from './search-scan.ts';

/** How often results are brought up to date while messages are read. */
const REPORT_MS = 150;

/** `reading`: hits can be missing. `failed`: the store could not be loaded. */
type SearchState = {
  status: 'reading' | 'ready' | 'failed';
  /** Counts up whenever results may have changed. */
  version: number;
};

/** The search over everything in a store. */
export type MessageSearch = {
  /** Reads what changed, and keeps reading until the returned function is called. */
  follow(): () => void;
  find(query: SearchQuery): Promise<SearchHits>;
  getSnapshot(): SearchState;
  subscribe(listener: () => void): () => void;
};

/** Creates a search that has read nothing yet. */
export function createMessageSearch(
  store: Pick<ConversationStore, 'list' | 'texts'>,
  now: () => number = () => performance.now(),
): MessageSearch {
  const index = createSearchScan();
  const { subscribe, notify } = createListeners();
  let state: SearchState = { status: 'reading', version: 0 };
  let source: TextSource | null = null;
  let followers = 0;
  /** What changed since it was read; null stands for all. */
  const changed = new Set<string | null>([null]);
  let isRunning = false;
  let reportedAt = 0;

  const report = (status: SearchState['status']) => {
    reportedAt = now();
    state = { status, version: state.version + 1 };
    notify();
  };

  const open = async (): Promise<TextSource | null> => {
    if (source) return source;
    source = await store.texts();
    source?.subscribe((conversationId) => {
      changed.add(conversationId);
      if (followers > 0) void refresh();
    });
    return source;
  };

  const readChanges = async (): Promise<void> => {
    const from = await open();
    if (!from) return report('failed');
    const pause = createPause();
    while (changed.size > 0) {
      const ids = changed.has(null) ? [null] : [...changed];
      changed.clear();
      const listed = await store.list();
      index.setConversations(listed.filter((conversation) => !isDeleted(conversation)));
      for (const id of ids) {
        await from.read(id, async (texts) => {
          await index.add(texts, pause);
          if (now() - reportedAt >= REPORT_MS) report(id === null ? 'reading' : state.status);
        });
      }
    }
    report('ready');
  };

  const refresh = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    await readChanges();
    isRunning = false;
    if (changed.size > 0 && followers > 0 && source) void refresh();
  };

  return {
    follow() {
      followers += 1;
      if (changed.size > 0) void refresh();
      return () => {
        followers -= 1;
      };
    },
    find: index.find,
    getSnapshot: () => state,
    subscribe,
  };
}
