import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  conversationOf,
  type DatabaseFaults,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { type ConversationStore, openConversationStore } from './conversation-store.ts';
import { holdTurnLock } from './tabs/turn-lock.ts';

let indexedDB: IDBFactory;
let store: ConversationStore;

const open = () => openConversationStore({ indexedDB, channel: null });

beforeEach(() => {
  indexedDB = new IDBFactory();
  store = open();
});

describe('a conversation store', () => {
  it('starts empty', async () => {
    expect(await store.list()).toEqual([]);
    expect(await store.load('c1')).toBeNull();
    expect(store.problem()).toBeNull();
  });

  it('returns stored records after a reload', async () => {
    const conversation = conversationOf({ leafId: 'a1' });
    const question = messageOf({ id: 'u1' });
    const reply = messageOf({ id: 'a1', parentId: 'u1', seq: 1, role: 'assistant' });
    await store.putTurn(conversation, [question, reply]);
    await store.putMessage({ ...reply, text: 'Longer' });

    const reloaded = open();
    expect(await reloaded.list()).toEqual([conversation]);
    expect(await reloaded.load('c1')).toEqual({
      conversation,
      messages: [question, { ...reply, text: 'Longer' }],
    });
  });

  it('returns a record before it is written', async () => {
    const written = store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    expect((await store.load('c1'))?.messages).toEqual([messageOf({ id: 'u1' })]);
    expect(await store.list()).toEqual([conversationOf()]);
    await written;
  });

  it('lists the most recently updated conversation first', async () => {
    for (const [id, updatedAt] of [
      ['old', 1],
      ['new', 3],
      ['middle', 2],
    ] as const)
      await store.putConversation(conversationOf({ id, updatedAt }));
    expect((await store.list()).map(({ id }) => id)).toEqual(['new', 'middle', 'old']);
  });

  it('orders messages by sequence number while the clock runs backward', async () => {
    const messages = [0, 1, 2, 3].map((seq) =>
      messageOf({ id: `m${9 - seq}`, seq, createdAt: 1000 - seq }),
    );
    await store.putTurn(conversationOf(), messages.toReversed());
    expect((await open().load('c1'))?.messages).toEqual(messages);
  });

  it('stores the newest version when many writes are pending', async () => {
    const versions = Array.from({ length: 20 }, (_, n) => messageOf({ id: 'a1', text: `v${n}` }));
    await Promise.all([
      store.putTurn(conversationOf(), []),
      ...versions.map((version) => store.putMessage(version)),
    ]);
    expect((await open().load('c1'))?.messages).toEqual([versions.at(-1)]);
  });

  it('writes a turn in one transaction, together with earlier pending changes', async () => {
    const faults: DatabaseFaults = { begun: [] };
    store = openConversationStore({ indexedDB: faultyFactory(indexedDB, faults), channel: null });
    await Promise.all([
      store.putTurn(conversationOf(), [messageOf({ id: 'u1' }), messageOf({ id: 'a1', seq: 1 })]),
      store.putMessage(messageOf({ id: 'a2', seq: 2 })),
    ]);
    expect(faults.begun).toEqual(['readwrite']);
    await store.putTurn(conversationOf({ id: 'c2' }), [
      messageOf({ id: 'u2', conversationId: 'c2' }),
    ]);
    expect(faults.begun).toEqual(['readwrite', 'readwrite']);
  });

  it('keeps messages without a stored conversation reachable', async () => {
    await Promise.all(
      ['c1', 'c2'].map((conversationId) =>
        store.putMessage(messageOf({ id: `u ${conversationId}`, conversationId })),
      ),
    );
    for (const id of ['c1', 'c2']) {
      expect(await open().list()).toContainEqual(
        expect.objectContaining({ id, title: `text of u ${id}` }),
      );
      expect((await open().load(id))?.messages).toHaveLength(1);
    }
  });
});

describe('a conversation that several parts of a page change', () => {
  const before = conversationOf({ title: 'Mine', renamed: true, leafId: 'a1' });

  it('keeps its new title when a part with the old one shows another branch', async () => {
    await store.putTurn(before, []);
    await store.load('c1');
    await store.putConversation({ ...before, title: 'New name' });
    await store.putConversation({ ...before, leafId: 'a2' });
    await store.putTurn({ ...before, leafId: 'a3', updatedAt: 2000 }, []);
    expect(await open().list()).toEqual([
      { ...before, title: 'New name', leafId: 'a3', updatedAt: 2000 },
    ]);
  });

  it('can be renamed back to its old title', async () => {
    await store.putTurn(before, []);
    await store.putConversation({ ...before, title: 'New name' });
    await store.putConversation(before);
    expect((await open().list())[0]?.title).toBe('Mine');
  });

  it('keeps the visible branch when the clock is set back', async () => {
    await store.putTurn(before, []);
    await store.putTurn({ ...before, leafId: 'a2', updatedAt: 1 }, []);
    expect(await open().list()).toEqual([{ ...before, leafId: 'a2' }]);
  });
});

describe('an unfinished reply', () => {
  const reply = messageOf({ id: 'a1', role: 'assistant', status: 'streaming', text: 'Half an' });

  it('is interrupted once its tab is gone and keeps its text', async () => {
    const waiting = messageOf({ id: 'a2', role: 'assistant', status: 'waiting', text: '', seq: 1 });
    await store.putTurn(conversationOf(), [reply, waiting]);
    expect((await open().load('c1'))?.messages).toEqual([
      { ...reply, status: 'interrupted' },
      { ...waiting, status: 'interrupted' },
    ]);
  });

  it('is still streaming while its tab holds the turn lock', async () => {
    await store.putTurn(conversationOf(), [reply]);
    await holdTurnLock('a1', async () => {
      expect((await open().load('c1'))?.messages).toEqual([reply]);
    });
    expect((await open().load('c1'))?.messages[0]?.status).toBe('interrupted');
  });
});

describe('a deletion', () => {
  beforeEach(async () => {
    await store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    await store.putTurn(conversationOf({ id: 'c2' }), [
      messageOf({ id: 'u2', conversationId: 'c2' }),
    ]);
  });

  it('removes only one conversation and its messages', async () => {
    await store.deleteConversation('c1');
    for (const one of [store, open()]) {
      expect(await one.load('c1')).toBeNull();
      expect((await one.list()).map(({ id }) => id)).toEqual(['c2']);
      expect((await one.load('c2'))?.messages).toHaveLength(1);
    }
    expect(await open().exportAll()).not.toContain('u1');
  });

  it('is not undone when a reply ends later', async () => {
    const deleted = store.deleteConversation('c1');
    await store.putMessage(messageOf({ id: 'a1', role: 'assistant' }));
    await store.putConversation(conversationOf({ updatedAt: 5000 }));
    await deleted;
    expect(await store.load('c1')).toBeNull();
    expect(await open().load('c1')).toBeNull();
  });

  it('is undone by a new turn', async () => {
    await store.deleteConversation('c1');
    await store.putTurn(conversationOf({ title: 'Again' }), [messageOf({ id: 'u9' })]);
    const loaded = await open().load('c1');
    expect(loaded?.conversation.title).toBe('Again');
    expect(loaded?.messages.map(({ id }) => id)).toEqual(['u9']);
  });

  it('can remove everything', async () => {
    await store.deleteAll();
    for (const one of [store, open()]) expect(await one.list()).toEqual([]);
    expect(JSON.parse(await open().exportAll())).toMatchObject({
      conversations: [],
      messages: [],
      unreadable: [],
    });
  });
});

describe('an export', () => {
  it('contains every conversation and message, including pending ones', async () => {
    await store.putTurn(conversationOf(), [messageOf({ id: 'u1' })]);
    void store.putMessage(messageOf({ id: 'u2', seq: 1 }));
    expect(JSON.parse(await store.exportAll())).toEqual({
      format: 'starlight-conversations',
      version: 1,
      conversations: [conversationOf()],
      messages: [messageOf({ id: 'u1' }), messageOf({ id: 'u2', seq: 1 })],
      unreadable: [],
    });
  });
});
