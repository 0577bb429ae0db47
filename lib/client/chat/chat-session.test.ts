import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import {
  DONE,
  exchange,
  idle,
  last,
  newSession,
  START,
  sessionsOf,
  texts,
  until,
} from '#tests/support/chat-sessions.ts';

describe('getSnapshot', () => {
  it('returns the same object until something changes', () => {
    const { session } = newSession();
    const before = session.getSnapshot();
    expect(session.getSnapshot()).toBe(before);
    let notified = 0;
    session.subscribe(() => {
      notified += 1;
    });
    session.send('Hello');
    expect(session.getSnapshot()).not.toBe(before);
    expect(notified).toBeGreaterThan(0);
    expect(before.chatLog.path).toEqual([]);
  });
});

describe('send', () => {
  it('shows the message and a pending reply at once and extends the reply as it streams', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    expect(texts(session)).toEqual(['Hello', '']);
    expect(last(session).status).toBe('waiting');
    const stream = await streamAt(0);
    stream.say(START);
    stream.say({ type: 'delta', text: 'Hi' });
    await until(session, () => last(session).text === 'Hi');
    expect(last(session).status).toBe('streaming');
    stream.say({ type: 'delta', text: ' there' });
    stream.say(DONE);
    await idle(session);
    expect(last(session)).toMatchObject({ text: 'Hi there', status: 'done' });
  });

  it('leaves out so many of the oldest messages, for this reply and all later ones', async () => {
    const chat = newSession();
    await exchange(chat, 'One?', 'Two.');
    await exchange(chat, 'Three?', 'Four.');
    chat.session.send('Five?', { leaveOut: 2 });
    const { request } = await chat.streamAt(2);
    expect(request.messages.map(({ content }) => content)).toEqual(['Three?', 'Four.', 'Five?']);
    expect(last(chat.session).leftOut).toBe(2);
  });

  it('sends the earlier messages and uses the message as the turn id', async () => {
    const chat = newSession();
    await exchange(chat, 'One?', 'Two.');
    const stream = chat.streamAt(1);
    chat.session.send('Three?');
    const { request } = await stream;
    expect(request).toEqual({
      messages: [
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'Two.' },
        { role: 'user', content: 'Three?' },
      ],
      model: 'm1',
      turnId: chat.session.getSnapshot().chatLog.path[2]?.id,
    });
  });

  it('rejects a message while a reply is running and leaves the log unchanged', async () => {
    const { session, streamAt, opened } = newSession();
    session.send('Hello');
    await streamAt(0);
    const before = session.getSnapshot();
    expect(session.send('And another')).toBe(false);
    expect(session.getSnapshot()).toBe(before);
    expect(opened).toHaveLength(1);
  });

  it('rejects a blank message and any message before the conversation is read', () => {
    const { tabs } = sessionsOf(1);
    const session = tabs[0]?.session;
    session?.open('c1');
    expect(session?.send('Hello')).toBe(false);
    const { session: fresh } = newSession();
    expect(fresh.send(' \n')).toBe(false);
  });

  it('uses the current settings', async () => {
    const chat = newSession();
    chat.session.configure({ model: 'm2', simulateAllowed: false, demo: false });
    await exchange(chat, 'Hello', 'Hi');
    expect(chat.opened[0]?.request.model).toBe('m2');
    expect(chat.session.getSnapshot().conversation?.model).toBe('m2');
  });

  it('titles the conversation after its first message and reports it', async () => {
    const reported: Conversation[] = [];
    const chat = newSession({ onConversation: (conversation) => reported.push(conversation) });
    await exchange(chat, 'What is a 401?', 'Unauthorized.');
    await exchange(chat, 'And a 403?', 'Forbidden.');
    expect(reported.map(({ title }) => title)).toEqual(['What is a 401?', 'What is a 401?']);
    expect(reported[1]?.leafId).toBe(last(chat.session).id);
  });

  it('stores the message before sending it', async () => {
    const { session, streamAt, store } = newSession();
    session.send('Hello');
    await streamAt(0);
    const stored = await store.load('c1');
    expect(stored?.messages.map(({ text }) => text)).toEqual(['Hello', '']);
  });

  it('ends with a banner when the stream cannot be opened', async () => {
    const { session } = newSession({
      openStream: () => {
        throw new Error('no stream');
      },
    });
    session.send('Hello');
    await idle(session);
    expect(last(session)).toMatchObject({ status: 'failed', error: { kind: 'internal' } });
    expect(session.send('Again')).toBe(true);
  });

  it('ends with a banner when the stream ends without an event', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    (await streamAt(0)).say(null);
    await idle(session);
    expect(last(session)).toMatchObject({ status: 'failed', error: { kind: 'internal' } });
  });
});

describe('rename', () => {
  it('renames the open conversation at once and keeps the title for later messages', async () => {
    const reported: Conversation[] = [];
    const chat = newSession({ onConversation: (conversation) => reported.push(conversation) });
    await exchange(chat, 'What is a 401?', 'Unauthorized.');
    const [listed] = reported;
    if (!listed) throw new Error('there is one');
    chat.session.rename(listed, 'Codes');
    expect(chat.session.getSnapshot().conversation?.title).toBe('Codes');
    await exchange(chat, 'And a 403?', 'Forbidden.');
    expect(reported.map(({ title }) => title)).toEqual(['What is a 401?', 'Codes', 'Codes']);
    const stored = await chat.store.load('c1');
    expect(stored?.conversation).toMatchObject({ title: 'Codes', renamed: true });
    expect(stored?.conversation.leafId).toBe(last(chat.session).id);
  });

  it('renames another conversation and leaves the open one unchanged', async () => {
    const reported: Conversation[] = [];
    const chat = newSession({ onConversation: (conversation) => reported.push(conversation) });
    await exchange(chat, 'What is a 401?', 'Unauthorized.');
    const [listed] = reported;
    if (!listed) throw new Error('there is one');
    chat.session.rename({ ...listed, id: 'c2' }, 'Codes');
    expect(chat.session.getSnapshot().conversation?.title).toBe('What is a 401?');
    expect(reported.at(-1)).toMatchObject({ id: 'c2', title: 'Codes', renamed: true });
  });
});

describe('abandon', () => {
  it('stops a streaming reply, even in a conversation that is not open', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    const stream = await streamAt(0);
    stream.say(START);
    stream.say({ type: 'delta', text: 'Hi' });
    session.open('c2', { isNew: true });
    expect(session.getSnapshot().runningIn).toEqual(new Set(['c1']));
    session.abandon('c1');
    await idle(session);
    expect(stream.signal.aborted).toBe(true);
    expect(session.getSnapshot().chatLog).toMatchObject({ conversationId: 'c2', path: [] });
  });

  it('does not affect turns of other conversations', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    const stream = await streamAt(0);
    session.abandon('c2');
    expect(stream.signal.aborted).toBe(false);
  });
});
