import { createListeners } from '../page/create-listeners.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { StoreChange } from './store-watch.ts';
import type { Archive } from './your-data/archive.ts';

export type DeferredConversationStore = Omit<ConversationStore, keyof Archive> & {
  /** Export and import; null if the store's code can't be loaded. */
  archive: () => Promise<Archive | null>;
};

const load = async (): Promise<ConversationStore> => {
  const { openPageStore } = await import('./page-store.ts');
  return openPageStore();
};

/**
 * The conversations of this browser, in a store whose code is loaded on first use. Calls wait for it, in
 * order. If loading fails, nothing is stored, `problem()` returns `unavailable`, and the next call
 * retries.
 */
export function deferConversationStore(open = load): DeferredConversationStore {
  let opening: Promise<ConversationStore | null> | null = null;
  let store: ConversationStore | null = null;
  let failed = false;
  const { subscribe, notify } = createListeners<StoreChange>();

  const startOpening = async (): Promise<ConversationStore | null> => {
    try {
      store = await open();
      failed = false;
      store.subscribe(notify);
      return store;
    } catch {
      failed = true;
      opening = null;
      notify({ type: 'problem' });
      return null;
    }
  };
  const getStore = () => {
    opening ??= startOpening();
    return opening;
  };

  return {
    list: async () => (await getStore())?.list() ?? [],
    load: async (id) => (await getStore())?.load(id) ?? null,
    putConversation: async (conversation) => (await getStore())?.putConversation(conversation),
    putMessage: async (message) => (await getStore())?.putMessage(message),
    putTurn: async (conversation, messages) => (await getStore())?.putTurn(conversation, messages),
    deleteConversation: async (id) => (await getStore())?.deleteConversation(id),
    deleteAll: async () => (await getStore())?.deleteAll(),
    archive: getStore,
    texts: async () => (await getStore())?.texts() ?? null,
    problem: () => (failed ? 'unavailable' : (store?.problem() ?? null)),
    subscribe,
  };
}
