import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import {
  answer,
  DONE,
  exchange,
  FAILED,
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

describe('retry', () => {
  it('restarts an empty reply in place', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    (await streamAt(0)).say(FAILED);
    await idle(session);
    const failed = last(session);
    session.retry(failed.id);
    expect(last(session)).toMatchObject({ id: failed.id, status: 'waiting', error: undefined });
    await answer(session, await streamAt(1), 'Hi');
    expect(texts(session)).toEqual(['Hello', 'Hi']);
    expect(session.getSnapshot().chatLog.branches).toEqual([]);
  });

  it('adds a sibling to a reply with text, and another one when retried again', async () => {
    const chat = newSession();
    const { session, streamAt } = chat;
    await exchange(chat, 'Hello', 'First');
    const first = last(session);
    session.retry(first.id);
    await answer(session, await streamAt(1), 'Second');
    const second = last(session);
    session.retry(second.id);
    await answer(session, await streamAt(2), 'Third');
    expect(texts(session)).toEqual(['Hello', 'Third']);
    expect(last(session).parentId).toBe(first.parentId);
    expect(session.getSnapshot().chatLog.branches.map(({ text }) => text)).toEqual([
      'First',
      'Second',
    ]);
    expect(chat.opened[2]?.request.messages).toEqual([{ role: 'user', content: 'Hello' }]);
  });

  it('does nothing for an unknown reply or while another one is running', async () => {
    const chat = newSession();
    const { session, streamAt } = chat;
    await exchange(chat, 'Hello', 'First');
    const first = last(session);
    session.retry('nobody');
    expect(chat.opened).toHaveLength(1);
    session.retry(first.id);
    await streamAt(1);
    session.retry(last(session).id);
    expect(chat.opened).toHaveLength(2);
  });

  it('leaves out the given number of oldest messages, in later requests too', async () => {
    const chat = newSession();
    const { session, streamAt } = chat;
    await exchange(chat, 'One', 'Two');
    session.send('Three');
    (await streamAt(1)).say({
      type: 'error',
      error: { kind: 'context_too_long', status: 400, requestId: 'req2' },
    });
    await idle(session);
    const failed = last(session);
    const count = session.planShortening(failed.id, { limitTokens: 10, usedTokens: 20 });
    expect(count).toBeGreaterThan(0);
    session.shortenAndRetry(failed.id, 2);
    const { request } = await streamAt(2);
    expect(request.messages).toEqual([{ role: 'user', content: 'Three' }]);
    await answer(session, await streamAt(2), 'Four');
    session.send('Five');
    expect((await streamAt(3)).request.messages.map(({ content }) => content)).toEqual([
      'Three',
      'Four',
      'Five',
    ]);
  });
});

describe('resume', () => {
  it('continues in the same message and requests the rest', async () => {
    const { session, streamAt } = newSession();
    session.send('Hello');
    const stream = await streamAt(0);
    stream.say(START);
    stream.say({ type: 'delta', text: 'Half a ' });
    stream.say({
      type: 'error',
      error: { kind: 'reply_interrupted', status: 502, requestId: 'req1' },
    });
    await idle(session);
    const cut = last(session);
    session.resume(cut.id);
    const rest = await streamAt(1);
    expect(rest.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(rest.request.turnId).not.toBe(cut.parentId);
    await answer(session, rest, 'reply');
    expect(last(session)).toMatchObject({ id: cut.id, text: 'Half a reply', status: 'done' });
  });
});

describe('edit', () => {
  it('sends the new text as a sibling and keeps the partial reply when stopped', async () => {
    const chat = newSession();
    const { session, streamAt } = chat;
    await exchange(chat, 'Helo', 'Hi');
    const [message] = session.getSnapshot().chatLog.path;
    expect(session.edit(message?.id ?? '', 'Hello')).toBe(true);
    expect(texts(session)).toEqual(['Hello', '']);
    const stream = await streamAt(1);
    stream.say(START);
    stream.say({ type: 'delta', text: 'Good' });
    await until(session, () => last(session).text === 'Good');
    session.stop();
    await idle(session);
    expect(stream.signal.aborted).toBe(true);
    expect(last(session)).toMatchObject({ text: 'Good', status: 'stopped' });
    expect(session.getSnapshot().chatLog.branches.map(({ text }) => text)).toEqual(['Helo', 'Hi']);
  });

  it('rejects blank text, an unknown message, and any edit while a reply is running', async () => {
    const chat = newSession();
    const { session, streamAt } = chat;
    await exchange(chat, 'Hello', 'Hi');
    const id = session.getSnapshot().chatLog.path[0]?.id ?? '';
    expect(session.edit(id, ' ')).toBe(false);
    expect(session.edit('nobody', 'Hello')).toBe(false);
    session.send('More');
    await streamAt(1);
    expect(session.edit(id, 'Hello again')).toBe(false);
  });
});

describe('show', () => {
  it('shows another sibling with everything after it and stores the choice', async () => {
    const chat = newSession();
    const { session, streamAt, store } = chat;
    await exchange(chat, 'One', 'Two');
    await exchange(chat, 'Three', 'Four');
    const first = session.getSnapshot().chatLog.path[0];
    session.edit(first?.id ?? '', 'Uno');
    await answer(session, await streamAt(2), 'Dos');
    session.show(first?.id ?? '');
    expect(texts(session)).toEqual(['One', 'Two', 'Three', 'Four']);
    expect((await store.load('c1'))?.conversation.leafId).toBe(last(session).id);
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
