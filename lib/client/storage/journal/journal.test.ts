import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import {
  conversationOf,
  type DatabaseFaults,
  fakeStorage,
  faultyFactory,
  messageOf,
} from '#tests/support/store-fixtures.ts';
import { type DraftFiles, openDraftFiles } from '../../attachments/draft-files.ts';
import { openConversationStore } from '../conversation-store.ts';
import { createJournal, type JournaledChange } from './journal.ts';

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

/** A page that closes before any of its writes is committed. */
function closingPage() {
  const faults: DatabaseFaults = {};
  const store = open(faultyFactory(indexedDB, faults));
  return {
    store,
    close: () => {
      faults.thrown = new DOMException('', 'InvalidStateError');
    },
  };
}

const entries = () => createJournal().entries();
const turn = [
  messageOf({ id: 'u1', text: 'Why 401?' }),
  messageOf({ id: 'a1', seq: 1, role: 'assistant', status: 'waiting', text: '' }),
];

describe('a page that closes during a write', () => {
  it('still deletes a conversation', async () => {
    const { store, close } = closingPage();
    await store.putTurn(conversationOf(), turn);
    close();
    await store.deleteConversation('c1');
    const next = open();
    expect(await next.list()).toEqual([]);
    expect(await next.load('c1')).toBeNull();
    expect(await open().list()).toEqual([]);
    await vi.waitFor(() => expect(entries()).toEqual([]));
  });

  it('still deletes everything, but nothing started later', async () => {
    const { store, close } = closingPage();
    await store.putTurn(conversationOf(), turn);
    await store.putTurn(conversationOf({ id: 'c2' }), []);
    close();
    await store.deleteAll();
    await open().putTurn(conversationOf({ id: 'c3' }), []);
    expect((await open().list()).map(({ id }) => id)).toEqual(['c3']);
  });

  it('still renames a conversation and changes nothing else', async () => {
    const { store, close } = closingPage();
    await store.putTurn(conversationOf(), turn);
    close();
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    const next = open();
    const [renamed] = await next.list();
    expect(renamed).toEqual({ ...conversationOf(), title: 'Mine', renamed: true });
    await vi.waitFor(() => expect(entries()).toEqual([]));
    expect(await open().list()).toEqual([renamed]);
  });

  it('still keeps the message that was just sent', async () => {
    const { store, close } = closingPage();
    await store.list();
    close();
    void store.putTurn(conversationOf({ leafId: 'a1' }), turn);
    // Not awaited, so that the next store opens before the write is known to have failed.
    const next = open();
    expect((await next.load('c1'))?.messages).toMatchObject([{ text: 'Why 401?' }, { id: 'a1' }]);
    expect((await open().load('c1'))?.messages).toHaveLength(2);
  });

  it('does not restore a conversation that was deleted later', async () => {
    const { store, close } = closingPage();
    await store.putTurn(conversationOf(), turn);
    close();
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    await open(faultyFactory(indexedDB, {})).deleteConversation('c1');
    expect(await open().list()).toEqual([]);
    expect(entries()).toEqual([]);
  });
});

describe('a page that closes during the write of a message with files', () => {
  const file: Attachment = { type: 'text', id: 'f1', name: 'a.md', text: '# A', origin: 'file' };
  const question = messageOf({ id: 'u1', attachments: [file] });

  /** Sends the message on a page that closes, and opens the next one. */
  async function reopened(files: DraftFiles) {
    const { store, close } = closingPage();
    await store.list();
    close();
    void store.putTurn(conversationOf({ leafId: 'u1' }), [question]);
    const openNext = () => openConversationStore({ indexedDB, channel: null, files });
    const next = openNext();
    await next.list();
    await vi.waitFor(() => expect(entries()).toEqual([]));
    return openNext();
  }

  it('still keeps the files, which are with the draft', async () => {
    const files = openDraftFiles({ databaseName: crypto.randomUUID() });
    await files.keep(file);
    const store = await reopened(files);
    expect((await store.load('c1'))?.messages).toEqual([question]);
  });

  it('still keeps the message if the files are gone, and names them', async () => {
    const store = await reopened(openDraftFiles({ databaseName: crypto.randomUUID() }));
    expect((await store.load('c1'))?.messages).toEqual([
      { ...question, attachments: [{ type: 'absent', id: 'f1', name: 'a.md' }] },
    ]);
  });

  it('has no file in localStorage', async () => {
    const big = { ...file, text: 'content'.repeat(1000) };
    createJournal().note({
      type: 'turn',
      conversationId: 'c1',
      record: conversationOf(),
      messages: [{ ...question, attachments: [big] }],
    });
    expect(JSON.stringify(storage)).not.toContain('content');
    expect(storage.getItem(storage.key(0) ?? '')).not.toContain('content');
  });
});

describe('a journal entry', () => {
  it('is removed once the database has the change', async () => {
    const store = open();
    await store.putTurn(conversationOf(), turn);
    await store.putConversation({ ...conversationOf(), title: 'Mine', renamed: true });
    await store.deleteConversation('c1');
    expect(storage.length).toBe(0);
  });

  it('never replaces a reply that has grown since', async () => {
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
    await vi.waitFor(() => expect(entries()).toEqual([]));
    expect((await open().load('c1'))?.messages[1]).toMatchObject({ text: 'Grown.' });
  });

  it('is not removed by a tab that wrote an older entry for the same record', () => {
    const change = (title: string): JournaledChange => ({
      type: 'conversation',
      conversationId: 'c1',
      record: conversationOf({ title, renamed: true }),
      base: null,
    });
    const older = createJournal().note(change('Older'));
    createJournal().note(change('Newer'));
    older.settle();
    expect(entries().map((entry) => entry.change)).toEqual([change('Newer')]);
  });

  it('for a deletion is canceled when the conversation continues in another tab', async () => {
    createJournal().note({ type: 'delete', conversationId: 'c1' });
    createJournal().note({
      type: 'turn',
      conversationId: 'c1',
      record: conversationOf(),
      messages: turn,
    });
    expect(entries().map(({ change }) => change.type)).toEqual(['turn']);
  });

  it('is ignored if Starlight did not write it', async () => {
    const texts = ['', 'null', '[]', '{"type":"delete"}', '{"type":"turn","conversationId":"c1"}'];
    for (const [index, text] of texts.entries()) storage.setItem(`starlight:owed:${index}`, text);
    expect(entries()).toEqual([]);
    await open().putTurn(conversationOf(), turn);
    expect((await open().load('c1'))?.messages).toHaveLength(2);
  });

  it('is not needed when localStorage is unavailable', async () => {
    vi.stubGlobal('localStorage', undefined);
    const store = open();
    await store.putTurn(conversationOf(), turn);
    await store.deleteConversation('c1');
    expect(await open().list()).toEqual([]);
  });
});

describe('the images of a reply that is continued', () => {
  const image = `data:image/png;base64,${'A'.repeat(400_000)}`;
  const reply = messageOf({ id: 'a1', seq: 1, role: 'assistant', text: 'Half', images: [image] });

  it('are never in localStorage, and stay in the database when the page closes', async () => {
    await open().putTurn(conversationOf(), [reply]);
    const { store, close } = closingPage();
    await store.load('c1');
    close();
    const storing = store.putTurn(conversationOf(), [{ ...reply, status: 'waiting' }]);
    const written = Array.from({ length: storage.length }, (_, at) =>
      String(storage.getItem(storage.key(at) ?? '')),
    );
    expect(written.join()).toContain('Half');
    expect(written.join()).not.toContain('AAAA');
    await storing;
    expect((await open().load('c1'))?.messages[0]?.images).toEqual([image]);
  });
});
