import { expect, it, vi } from 'vitest';
import type { ConversationStore } from './conversation-store.ts';
import { deferConversationStore } from './deferred-conversation-store.ts';

function fakeStore() {
  const calls: string[] = [];
  const listeners = new Set<Parameters<ConversationStore['subscribe']>[0]>();
  const record = (name: string) => async () => {
    calls.push(name);
  };
  const store: ConversationStore = {
    list: async () => [],
    load: async () => null,
    putConversation: record('conversation'),
    putMessage: record('message'),
    putTurn: record('turn'),
    deleteConversation: record('delete'),
    deleteAll: record('delete all'),
    exportAll: async () => '{"all":true}',
    exportOne: async () => '{"one":true}',
    loadAll: async () => [],
    countUnreadable: async () => 2,
    importAll: async () => ({ conversations: 1, messages: 2 }),
    importRecords: async () => ({ conversations: 1, messages: 2 }),
    texts: async () => null,
    problem: () => 'full',
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const notify = () => {
    for (const listener of listeners) listener({ type: 'problem' });
  };
  return { store, calls, notify };
}

const message: Parameters<ConversationStore['putMessage']>[0] = {
  id: 'm',
  conversationId: 'c',
  parentId: null,
  seq: 0,
  role: 'user',
  text: '',
  status: 'done',
  createdAt: 0,
};

it('opens the store once, on the first call, and keeps the order of the calls', async () => {
  const { store, calls } = fakeStore();
  const open = vi.fn(async () => store);
  const deferred = deferConversationStore(open);
  expect(open).not.toHaveBeenCalled();
  await Promise.all([deferred.putMessage(message), deferred.deleteConversation('c')]);
  expect(open).toHaveBeenCalledTimes(1);
  expect(calls).toEqual(['message', 'delete']);
  expect(await deferred.archive()).toBe(store);
});

it('forwards problems and changes to listeners that subscribed before it opened', async () => {
  const { store, notify } = fakeStore();
  const deferred = deferConversationStore(async () => store);
  const received: string[] = [];
  const unsubscribe = deferred.subscribe(({ type }) => received.push(type));
  await deferred.list();
  notify();
  expect(received).toEqual(['problem']);
  expect(deferred.problem()).toBe('full');
  unsubscribe();
  notify();
  expect(received).toHaveLength(1);
});

it('reports storage as unavailable when its code cannot be loaded, and retries on the next call', async () => {
  const { store, calls } = fakeStore();
  const open = vi.fn(async () => store).mockRejectedValueOnce(new Error('network'));
  const deferred = deferConversationStore(open);
  expect(await deferred.list()).toEqual([]);
  expect(deferred.problem()).toBe('unavailable');
  await deferred.putMessage(message);
  expect(calls).toEqual(['message']);
  expect(deferred.problem()).toBe('full');
});
