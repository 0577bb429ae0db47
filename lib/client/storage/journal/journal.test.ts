import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  conversationOf,
  type DatabaseFaults,
  fakeStorage,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { openConversationStore } from '../conversation-store.ts';
import { createJournal, type OwedChange } from './journal.ts';

let storage: ReturnType<typeof fakeStorage>;
let indexedDB: IDBFactory;

beforeEach(() => {
  storage = fakeStorage();
  indexedDB = new IDBFactory();
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => void vi.unstubAllGlobals());

const open = (factory: IDBFactory = indexedDB) =>
  openConversationStore({ indexedDB: factory, channel: null });

/** A page that goes before any of its writes is committed. */
function dyingPage() {
  const faults: DatabaseFaults = {};
  const store = open(faultyFactory(indexedDB, faults));
  return {
    store,
    die: () => {
      faults.thrown = new DOMException('', 'InvalidStateError');
    },
  };
}

const owed = () => createJournal().entries();
const turn = [
  messageOf({ id: 'u1', text: 'Why 401?' }),
  messageOf({ id: 'a1', seq: 1, role: 'assistant', status: 'waiting', text: '' }),
];

describe('a page that goes in the middle of a write', () => {
  it('has deleted what it deleted', async () => {
    const { store, die } = dyingPage();
    await store.putTurn(conversationOf(), turn);
    die();
    await store.deleteConversation('c1');
    const next = open();
    expect(await next.list()).toEqual([]);
    expect(await next.load('c1')).toBeNull();
    expect(await open().list()).toEqual([]);
    await vi.waitFor(() => expect(owed()).toEqual([]));
  });

  it('has deleted everything, and nothing that was begun after it', async () => {
    const { store, die } = dyingPage();
    await store.putTurn(conversationOf(), turn);
    await store.putTurn(conversationOf({ id: 'c2' }), []);
    die();
    await store.deleteAll();
    await open().putTurn(conversationOf({ id: 'c3' }), []);
    expect((await open().list()).map(({ id }) => id)).toEqual(['c3']);
  });

  it('has renamed what it renamed, and changed nothing else of it', async () => {
    const { store, die } = dyingPage();
    await store.putTurn(conversationOf(), turn);
    die();
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    const next = open();
    const [renamed] = await next.list();
    expect(renamed).toEqual({ ...conversationOf(), title: 'Mine', renamed: true });
    await vi.waitFor(() => expect(owed()).toEqual([]));
    expect(await open().list()).toEqual([renamed]);
  });

  it('has kept the message that was just sent', async () => {
    const { store, die } = dyingPage();
    await store.list();
    die();
    void store.putTurn(conversationOf({ leafId: 'a1' }), turn);
    // Without waiting: what follows runs before the failure of that write is known.
    const next = open();
    expect((await next.load('c1'))?.messages).toMatchObject([{ text: 'Why 401?' }, { id: 'a1' }]);
    expect((await open().load('c1'))?.messages).toHaveLength(2);
  });

  it('does not bring back a conversation that was deleted since', async () => {
    const { store, die } = dyingPage();
    await store.putTurn(conversationOf(), turn);
    die();
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    await open(faultyFactory(indexedDB, {})).deleteConversation('c1');
    expect(await open().list()).toEqual([]);
    expect(owed()).toEqual([]);
  });
});

describe('an entry of the journal', () => {
  it('is gone once the database has the change', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    await store.deleteConversation('c1');
    expect(storage.length).toBe(0);
  });

  it('never replaces a reply that has grown since it was written down', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    await store.putMessage(messageOf({ id: 'a1', seq: 1, role: 'assistant', text: 'Grown.' }));
    createJournal().note({
      type: 'turn',
      conversationId: 'c1',
      record: conversationOf(),
      messages: turn,
    });
    const next = open();
    expect((await next.load('c1'))?.messages[1]).toMatchObject({ text: 'Grown.' });
    await vi.waitFor(() => expect(owed()).toEqual([]));
    expect((await open().load('c1'))?.messages[1]).toMatchObject({ text: 'Grown.' });
  });

  it('is not struck out by a tab that wrote an older one of the same record', () => {
    const change = (title: string): OwedChange => ({
      type: 'conversation',
      conversationId: 'c1',
      record: conversationOf({ title, renamed: true }),
      base: null,
    });
    const older = createJournal().note(change('Older'));
    createJournal().note(change('Newer'));
    older.settle();
    expect(owed().map((entry) => entry.change)).toEqual([change('Newer')]);
  });

  it('of a deletion is void when the conversation goes on in another tab', async () => {
    createJournal().note({ type: 'delete', conversationId: 'c1' });
    createJournal().note({
      type: 'turn',
      conversationId: 'c1',
      record: conversationOf(),
      messages: turn,
    });
    expect(owed().map(({ change }) => change.type)).toEqual(['turn']);
  });

  it('does no harm when it is nothing that Starlight wrote', async () => {
    const texts = ['', 'null', '[]', '{"type":"delete"}', '{"type":"turn","conversationId":"c1"}'];
    for (const [index, text] of texts.entries()) storage.setItem(`starlight:owed:${index}`, text);
    expect(owed()).toEqual([]);
    await open().putTurn(conversationOf(), turn);
    expect((await open().load('c1'))?.messages).toHaveLength(2);
  });

  it('is not needed where localStorage refuses', async () => {
    vi.stubGlobal('localStorage', undefined);
    const store = open();
    await store.putTurn(conversationOf(), turn);
    await store.deleteConversation('c1');
    expect(await open().list()).toEqual([]);
  });
});
