import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import {
  answer,
  DONE,
  exchange,
  FAILED,
  idle,
  newSession,
  START,
  sessionsOf,
  texts,
  until,
} from '#tests/support/chat-sessions.ts';
import { openConversationStore } from '../storage/conversation-store.ts';
import { createSessionState } from './session-state.ts';
import { noteUnseenEnd, readUnseenEnds } from './unseen-ends.ts';

describe('open', () => {
  it('shows a stored conversation only once it is read', async () => {
    const { tabs, ...streams } = sessionsOf(2);
    const [tab, other] = tabs;
    if (!tab || !other) throw new Error('there are two');
    tab.session.open('c1', { isNew: true });
    await exchange({ ...tab, ...streams }, 'Hello', 'Hi');
    tab.session.open('c2', { isNew: true });
    expect(tab.session.getSnapshot()).toMatchObject({ conversation: null, ready: true });
    other.session.open('c1');
    expect(other.session.getSnapshot()).toMatchObject({ ready: false, chatLog: { path: [] } });
    await until(other.session, ({ ready }) => ready);
    expect(texts(other.session)).toEqual(['Hello', 'Hi']);
    expect(other.session.getSnapshot().conversation?.title).toBe('Hello');
  });

  it('shows a conversation at once that was open before, and then what is stored of it', async () => {
    const { tabs } = sessionsOf(2);
    const [chat, elsewhere] = tabs;
    if (!chat || !elsewhere) throw new Error('there are two');
    chat.session.open('c1', { isNew: true });
    chat.session.send('Hello');
    chat.session.stop();
    await idle(chat.session);
    const before = chat.session.getSnapshot().chatLog.path;
    chat.session.open('c2', { isNew: true })();
    const stored = await elsewhere.store.load('c1');
    const [first] = stored?.messages ?? [];
    if (!first) throw new Error('it is stored');
    await elsewhere.store.putMessage({ ...first, text: 'Hello again' });
    chat.session.open('c1');
    expect(chat.session.getSnapshot()).toMatchObject({ ready: false, chatLog: { path: before } });
    expect(chat.session.send('Too early')).toBe(false);
    await until(chat.session, ({ ready }) => ready);
    const after = chat.session.getSnapshot().chatLog.path;
    expect(after[0]?.text).toBe('Hello again');
    expect(after[1]).toBe(before[1]);
  });

  /** A session beside one that has stored `c1`, and how often it reads. */
  async function besideStored() {
    const { tabs, ...streams } = sessionsOf(2);
    const [tab, other] = tabs;
    if (!tab || !other) throw new Error('there are two');
    tab.session.open('c1', { isNew: true });
    await exchange({ ...tab, ...streams }, 'Hello', 'Hi');
    const { load } = other.store;
    let reading = 0;
    const reads: Promise<unknown>[] = [];
    const most = { atOnce: 0 };
    other.store.load = async (id) => {
      reading += 1;
      most.atOnce = Math.max(most.atOnce, reading);
      const read = load(id).finally(() => {
        reading -= 1;
      });
      reads.push(read);
      return read;
    };
    other.session.open('c2', { isNew: true });
    return { session: other.session, stored: tab.store, reads, most };
  }

  it('shows a conversation at once that was prepared, and then what is stored of it', async () => {
    const { session, stored, reads } = await besideStored();
    session.prepare('c1');
    await Promise.all(reads);
    await until(session, () => true);
    const [first] = (await stored.load('c1'))?.messages ?? [];
    if (!first) throw new Error('it is stored');
    await stored.putMessage({ ...first, text: 'Hello again' });
    session.open('c1');
    expect(session.getSnapshot().ready).toBe(false);
    expect(texts(session)).toEqual(['Hello', 'Hi']);
    expect(session.send('Too early')).toBe(false);
    await until(session, ({ ready }) => ready);
    expect(texts(session)).toEqual(['Hello again', 'Hi']);
  });

  it('shows a conversation that is still being prepared once it is read, without reading it twice at once', async () => {
    const { session, most, reads } = await besideStored();
    await Promise.all(reads.splice(0));
    most.atOnce = 0;
    session.prepare('c1');
    session.open('c1');
    await until(session, ({ chatLog }) => chatLog.path.length === 2);
    expect(session.getSnapshot().ready).toBe(false);
    await until(session, ({ ready }) => ready);
    expect(texts(session)).toEqual(['Hello', 'Hi']);
    expect(most.atOnce).toBe(1);
    expect(reads).toHaveLength(2);
  });

  it('prepares nothing that is not stored, or that was abandoned meanwhile', async () => {
    const { session, reads } = await besideStored();
    session.abandon('c1');
    session.prepare('c1');
    session.prepare('nowhere');
    await Promise.all(reads);
    for (const id of ['c1', 'nowhere']) {
      session.open(id);
      expect(session.getSnapshot().chatLog.path).toEqual([]);
    }
  });

  it('shows nothing at once of a conversation that was abandoned', async () => {
    const chat = newSession();
    await exchange(chat, 'Hello', 'Hi');
    chat.session.abandon('c1');
    chat.session.open('c2', { isNew: true });
    chat.session.open('c1');
    expect(chat.session.getSnapshot()).toMatchObject({ conversation: null, chatLog: { path: [] } });
  });

  it('continues a running turn while another conversation is open', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    const stream = await streamAt(0);
    session.open('c2', { isNew: true });
    stream.say(START);
    stream.say({ type: 'delta', text: 'Hi' });
    session.open('c1');
    await until(session, ({ ready }) => ready);
    stream.say({ type: 'delta', text: ' there' });
    stream.say(DONE);
    await idle(session);
    await until(session, ({ chatLog }) => chatLog.path.at(-1)?.status === 'done');
    expect(texts(session)).toEqual(['Hello', 'Hi there']);
  });

  it('tells how a reply ended in another conversation, until that is opened', async () => {
    const { session, streamAt } = newSession();
    for (const [index, end] of [DONE, FAILED].entries()) {
      session.open('c1');
      await until(session, ({ ready }) => ready);
      session.send(`Question ${index}`);
      const stream = await streamAt(index);
      stream.say(START);
      session.open('c2', { isNew: true });
      stream.say(end);
      await until(session, ({ endedIn }) => endedIn.size === 1);
      const how = end === DONE ? 'done' : 'failed';
      expect([...session.getSnapshot().endedIn]).toEqual([['c1', how]]);
      // The next page begins with it.
      expect([...createSessionState('c9').get().endedIn]).toEqual([['c1', how]]);
      session.open('c1');
      expect(session.getSnapshot().endedIn.size).toBe(0);
      expect(createSessionState('c9').get().endedIn.size).toBe(0);
    }
  });

  it('has seen what was opened in another tab, and what ended there while it shows it', () => {
    noteUnseenEnd('c2', 'failed');
    noteUnseenEnd('c3', 'done');
    const { session } = newSession();
    session.open('c1', { isNew: true });
    expect([...session.getSnapshot().endedIn.keys()]).toEqual(['c2', 'c3']);

    noteUnseenEnd('c2', null);
    session.rereadEnds(true);
    expect([...session.getSnapshot().endedIn.keys()]).toEqual(['c3']);

    session.open('c4', { isNew: true });
    noteUnseenEnd('c4', 'done');
    session.rereadEnds(false);
    expect([...session.getSnapshot().endedIn.keys()]).toEqual(['c3', 'c4']);
    session.rereadEnds(true);
    expect([...session.getSnapshot().endedIn.keys()]).toEqual(['c3']);
    expect([...readUnseenEnds().keys()]).toEqual(['c3']);
    noteUnseenEnd('c3', null);
  });

  it('has nothing to tell of a reply that was seen to end or was stopped', async () => {
    const chat = newSession();
    await exchange(chat, 'Hello', 'Hi');
    chat.session.send('More');
    await chat.streamAt(1);
    chat.session.open('c2', { isNew: true });
    chat.session.abandon('c1');
    await idle(chat.session);
    expect(chat.session.getSnapshot().endedIn.size).toBe(0);
  });

  it('never replaces messages sent and answered during the read', async () => {
    const store = openConversationStore({ databaseName: 'slow', channel: null });
    const reads: (() => void)[] = [];
    const load: typeof store.load = async (id) => {
      const stored = await store.load(id);
      await new Promise<void>((resolve) => reads.push(resolve));
      return stored;
    };
    const chat = newSession({ store: { ...store, load } });
    await store.load('c1');
    await exchange(chat, 'Hello', 'Hi');
    await vi.waitUntil(() => reads.length > 0);
    reads.shift()?.();
    await vi.waitUntil(() => reads.length > 0);
    expect(texts(chat.session)).toEqual(['Hello', 'Hi']);
    reads.shift()?.();
    await until(chat.session, ({ conversation }) => conversation !== null);
    expect(texts(chat.session)).toEqual(['Hello', 'Hi']);
  });

  it('ignores a conversation that was closed during the read', async () => {
    const chat = newSession();
    await exchange(chat, 'Hello', 'Hi');
    chat.session.open('c2', { isNew: true });
    chat.session.open('c1')();
    await chat.store.load('c1');
    expect(chat.session.getSnapshot().ready).toBe(false);
  });
});

describe('two sessions over one browser', () => {
  it('show each other’s turns and run one at a time', async () => {
    const { tabs, streamAt } = sessionsOf(2);
    const [mine, other] = tabs.map(({ session }) => session);
    if (!mine || !other) throw new Error('there are two');
    mine.open('c1', { isNew: true });
    other.open('c1');
    await until(other, ({ ready }) => ready);
    mine.send('Hello');
    await until(other, ({ chatLog }) => chatLog.path.length === 2);
    expect(other.send('Me too')).toBe(false);
    await answer(mine, await streamAt(0), 'Hi');
    await until(other, ({ chatLog }) => chatLog.path.at(-1)?.status === 'done');
    expect(texts(other)).toEqual(['Hello', 'Hi']);
    expect(other.send('Me too')).toBe(true);
    await answer(other, await streamAt(1), 'Hi again');
    await until(mine, ({ chatLog }) => chatLog.path.at(-1)?.text === 'Hi again');
    expect(texts(mine)).toEqual(['Hello', 'Hi', 'Me too', 'Hi again']);
  });

  it('keep both messages when both send at the same moment', async () => {
    const { tabs, streamAt } = sessionsOf(2);
    const [mine, other] = tabs.map(({ session }) => session);
    if (!mine || !other) throw new Error('there are two');
    mine.open('c1', { isNew: true });
    other.open('c1', { isNew: true });
    mine.send('Mine');
    other.send('Other');
    await answer(mine, await streamAt(0), 'One');
    await answer(other, await streamAt(1), 'Two');
    const stored = await tabs[1]?.store.load('c1');
    expect(stored?.messages.map(({ text }) => text).sort()).toEqual([
      'Mine',
      'One',
      'Other',
      'Two',
    ]);
  });
});
