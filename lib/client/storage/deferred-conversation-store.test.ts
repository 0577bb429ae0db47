import { expect, it, vi } from 'vitest';
import type { ConversationStore } from './conversation-store.ts';
import { deferConversationStore } from './deferred-conversation-store.ts';

function fakeStore() {
  const calls: string[] = [];
  const listeners = new Set<Parameters<ConversationStore['subscribe']>[0]>();
  const note = (name: string) => async () => {
    calls.push(name);
  };
  const store: ConversationStore = {
    list: async () => [],
    load: async () => null,
    putConversation: note('conversation'),
    putMessage: note('message'),
    putTurn: note('turn'),
    deleteConversation: note('delete'),
    deleteAll: note('delete all'),
    exportAll: async () => '{"all":true}',
    countUnreadable: async () => 2,
    importAll: async () => ({ conversations: 1, messages: 2 }),
    problem: () => 'full',
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = () => {
    for (const listener of listeners) listener({ type: 'problem' });
  };
  return { store, calls, tell };
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

it('opens the store once, at the first call, and keeps the order of the calls', async () => {
  const { store, calls } = fakeStore();
  const open = vi.fn(async () => store);
  const deferred = deferConversationStore(open);
  expect(open).not.toHaveBeenCalled();
  await Promise.all([deferred.putMessage(message), deferred.deleteConversation('c')]);
  expect(open).toHaveBeenCalledTimes(1);
  expect(calls).toEqual(['message', 'delete']);
  expect(await deferred.exportAll()).toBe('{"all":true}');
  expect(await deferred.countUnreadable()).toBe(2);
  expect(await deferred.importAll('{}')).toEqual({ conversations: 1, messages: 2 });
});

it('passes on problems and changes to whoever subscribed before it was open', async () => {
  const { store, tell } = fakeStore();
  const deferred = deferConversationStore(async () => store);
  const heard: string[] = [];
  const unsubscribe = deferred.subscribe(({ type }) => heard.push(type));
  await deferred.list();
  tell();
  expect(heard).toEqual(['problem']);
  expect(deferred.problem()).toBe('full');
  unsubscribe();
  tell();
  expect(heard).toHaveLength(1);
});

it('says that nothing is stored when its code cannot be loaded, and tries again', async () => {
  const { store, calls } = fakeStore();
  const open = vi.fn(async () => store).mockRejectedValueOnce(new Error('network'));
  const deferred = deferConversationStore(open);
  expect(await deferred.list()).toEqual([]);
  expect(deferred.problem()).toBe('unavailable');
  await deferred.putMessage(message);
  expect(calls).toEqual(['message']);
  expect(deferred.problem()).toBe('full');
});
