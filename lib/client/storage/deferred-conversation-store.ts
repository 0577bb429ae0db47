import { createListeners } from '../page/create-listeners.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { StoreChange } from './store-watch.ts';

const load = async (): Promise<ConversationStore> => {
  const { openConversationStore } = await import('./conversation-store.ts');
  return openConversationStore();
};

/**
 * The conversations of this browser, in a store whose code is loaded on first use. Calls wait for it, in
 * order. If loading fails, nothing is stored, `problem()` returns `unavailable`, and the next call
 * retries.
 */
export function deferConversationStore(open = load): ConversationStore {
  let opening: Promise<ConversationStore | null> | null = null;
  let store: ConversationStore | null = null;
  let failed = false;
  const { subscribe, notify } = createListeners<StoreChange>();

  const begin = async (): Promise<ConversationStore | null> => {
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
  const opened = () => {
    opening ??= begin();
    return opening;
  };

  return {
    list: async () => (await opened())?.list() ?? [],
    load: async (id) => (await opened())?.load(id) ?? null,
    putConversation: async (conversation) => (await opened())?.putConversation(conversation),
    putMessage: async (message) => (await opened())?.putMessage(message),
    putTurn: async (conversation, messages) => (await opened())?.putTurn(conversation, messages),
    deleteConversation: async (id) => (await opened())?.deleteConversation(id),
    deleteAll: async () => (await opened())?.deleteAll(),
    exportAll: async (part) => (await opened())?.exportAll(part) ?? '{}',
    countUnreadable: async () => (await opened())?.countUnreadable() ?? 0,
    importAll: async (text) => (await opened())?.importAll(text) ?? null,
    problem: () => (failed ? 'unavailable' : (store?.problem() ?? null)),
    subscribe,
  };
}
