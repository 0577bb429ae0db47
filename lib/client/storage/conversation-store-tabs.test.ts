import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  connectedChannels,
  conversationOf,
  type DatabaseFaults,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { type ConversationStore, openConversationStore } from './conversation-store.ts';
import type { StoreChange } from './store-watch.ts';

let indexedDB: IDBFactory;
let here: ConversationStore;
let there: ConversationStore;

beforeEach(() => {
  indexedDB = new IDBFactory();
  const [a, b] = connectedChannels(2);
  here = openConversationStore({ indexedDB, channel: a ?? null });
  there = openConversationStore({ indexedDB, channel: b ?? null });
});

const reopen = () => openConversationStore({ indexedDB, channel: null });

describe('two tabs', () => {
  it('are notified of each other’s changes, not of their own', async () => {
    const received: StoreChange[] = [];
    const own: StoreChange[] = [];
    there.subscribe((change) => received.push(change));
    here.subscribe((change) => own.push(change));
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await vi.waitFor(() => expect(received).toEqual([{ type: 'changed', conversationId: 'c1' }]));
    expect(own).toEqual([]);
    expect(await there.list()).toEqual([conversationOf()]);
  });

  it('notice a deletion on reading, before it is announced', async () => {
    const silent = openConversationStore({ indexedDB, channel: null });
    await silent.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await silent.list();
    await here.deleteAll();
    const received: StoreChange[] = [];
    silent.subscribe((change) => received.push(change));
    expect(await silent.load('c1')).toBeNull();
    await vi.waitFor(() =>
      expect(received).toEqual([{ type: 'deleted', conversationIds: ['c1'] }]),
    );
  });

  it('are not notified after unsubscribing', async () => {
    const received: StoreChange[] = [];
    there.subscribe((change) => received.push(change))();
    const stillListening = vi.fn();
    there.subscribe(stillListening);
    await here.putTurn(conversationOf(), []);
    await vi.waitFor(() => expect(stillListening).toHaveBeenCalled());
    expect(received).toEqual([]);
  });

  it('keep both replies and the new title when they write at the same time', async () => {
    const before = conversationOf();
    await here.putTurn(before, [messageOf({ id: 'u1' })]);
    await here.load('c1');
    await there.load('c1');
    await Promise.all([
      here.putConversation({ ...before, title: 'Named', renamed: true }),
      there.putTurn({ ...before, leafId: 'a1', updatedAt: 3000 }, [
        messageOf({ id: 'a1', seq: 1 }),
      ]),
      here.putMessage(messageOf({ id: 'a2', seq: 1 })),
    ]);
    const stored = await reopen().load('c1');
    expect(stored?.messages.map(({ id }) => id)).toEqual(['u1', 'a1', 'a2']);
    expect(stored?.conversation).toEqual({
      ...before,
      title: 'Named',
      renamed: true,
      leafId: 'a1',
      updatedAt: 3000,
    });
  });

  it('do not restore a conversation the other one deleted', async () => {
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await there.load('c1');
    const received = vi.fn();
    there.subscribe(received);
    await here.deleteConversation('c1');
    await vi.waitFor(() => expect(received).toHaveBeenCalled());
    await there.putMessage(messageOf({ id: 'a1', seq: 1 }));
    await there.putConversation(conversationOf({ updatedAt: 9000 }));
    expect(await there.load('c1')).toBeNull();
    expect(await reopen().exportAll()).not.toContain('c1');
  });

  it('do not restore a deleted conversation without a channel', async () => {
    const isolated = reopen();
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await isolated.load('c1');
    await here.deleteConversation('c1');
    await isolated.putMessage(messageOf({ id: 'a1', seq: 1 }));
    expect(await isolated.load('c1')).toBeNull();
    expect(await reopen().exportAll()).not.toContain('c1');
  });

  it('keep a turn sent to a conversation that the other one deleted unnoticed', async () => {
    const isolated = reopen();
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await isolated.load('c1');
    await here.deleteConversation('c1');
    await isolated.putTurn(conversationOf(), [messageOf({ id: 'u2', seq: 1 })]);
    expect((await reopen().load('c1'))?.messages.map(({ id }) => id)).toEqual(['u2']);
  });

  it.each(['c1', null])(
    'forget what the other one deleted (%s), even when the database fails',
    async (id) => {
      const faults: DatabaseFaults = {};
      const [a, b] = connectedChannels(2);
      const failing = faultyFactory(indexedDB, faults);
      const tab = openConversationStore({ indexedDB: failing, channel: a ?? null });
      const other = openConversationStore({ indexedDB, channel: b ?? null });
      await tab.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
      const received = vi.fn();
      tab.subscribe(received);
      await (id === null ? other.deleteAll() : other.deleteConversation(id));
      await vi.waitFor(() => expect(received).toHaveBeenCalled());
      faults.thrown = new DOMException('', 'SecurityError');
      expect(await tab.list()).toEqual([]);
      expect(await tab.load('c1')).toBeNull();
    },
  );

  it('forget a conversation they found deleted', async () => {
    const faults: DatabaseFaults = {};
    const isolated = openConversationStore({
      indexedDB: faultyFactory(indexedDB, faults),
      channel: null,
    });
    await isolated.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await here.deleteConversation('c1');
    expect(await isolated.load('c1')).toBeNull();
    faults.thrown = new DOMException('', 'SecurityError');
    expect(await isolated.load('c1')).toBeNull();
  });

  it('keep a turn started after the other one deleted everything', async () => {
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await there.load('c1');
    await here.deleteAll();
    await there.putTurn(conversationOf({ id: 'c2' }), [
      messageOf({ id: 'u2', conversationId: 'c2' }),
    ]);
    expect((await reopen().list()).map(({ id }) => id)).toEqual(['c2']);
    expect((await there.load('c2'))?.messages).toHaveLength(1);
  });

  it('show a conversation again that the other one deleted and then continued', async () => {
    await here.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await there.load('c1');
    await here.deleteConversation('c1');
    await here.putTurn(conversationOf(), [messageOf({ id: 'u2' })]);
    expect((await there.load('c1'))?.messages.map(({ id }) => id)).toEqual(['u2']);
    await there.putMessage(messageOf({ id: 'a2', seq: 1 }));
    expect((await reopen().load('c1'))?.messages.map(({ id }) => id)).toEqual(['u2', 'a2']);
  });
});
