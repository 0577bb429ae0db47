import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { countToLeaveOut } from '#lib/core/chat/shorten-path.ts';
import {
  answer,
  exchange,
  FAILED,
  idle,
  last,
  newSession,
  START,
  texts,
  until,
} from '#tests/support/chat-sessions.ts';

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
    const count = countToLeaveOut(session.sentFor(failed.id), { limitTokens: 10, usedTokens: 20 });
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
    expect(rest.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(rest.request.continues).toBe(true);
    expect(rest.request.turnId).not.toBe(cut.parentId);
    await answer(session, rest, 'reply');
    expect(last(session)).toMatchObject({ id: cut.id, text: 'Half a reply', status: 'done' });
  });

  it('keeps what the first part can have cost', async () => {
    const worstCase = { inputTokens: 100, outputTokens: 4096 };
    const { session, streamAt } = newSession();
    session.send('Hello');
    const stream = await streamAt(0);
    stream.say({ ...START, worstCase });
    stream.say({ type: 'delta', text: 'Half a ' });
    stream.say(FAILED);
    await idle(session);
    session.resume(last(session).id);
    await answer(session, await streamAt(1), 'reply');
    const { earlierRequests, worstCase: ofLast } = last(session);
    expect(earlierRequests).toEqual([{ model: 'm1', worstCase }]);
    expect(ofLast).toBeUndefined();
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
