import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import {
  DONE,
  idle,
  last,
  newSession,
  START,
  sessionsOf,
  until,
} from '#tests/support/chat-sessions.ts';

const thinking = (text: string): ChatEvent => ({ type: 'thinking', text });
const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const CUT: ChatEvent = {
  type: 'error',
  error: { kind: 'reply_interrupted', status: 502, requestId: 'req1' },
};
const OUT_OF_TOKENS: ChatEvent = { type: 'done', reason: 'length' };

/** A session in which a message was sent and these events arrived. */
async function sessionAfter(...events: ChatEvent[]) {
  const chat = newSession();
  const stream = chat.streamAt(0);
  chat.session.send('Why?');
  for (const event of [START, ...events]) (await stream).say(event);
  return chat;
}

describe('a reply that is thought about', () => {
  it('waits for its first word, with the thoughts on screen', async () => {
    const { session } = await sessionAfter(thinking('Let me '), thinking('see.'));
    await until(session, () => last(session).thinking === 'Let me see.');
    expect(last(session)).toMatchObject({ status: 'waiting', text: '' });
  });

  it('keeps its thoughts when the visitor stops it, also in storage', async () => {
    const { session, store } = await sessionAfter(thinking('Let me see.'));
    await until(session, () => last(session).thinking !== undefined);
    session.stop();
    await idle(session);
    const stopped = { status: 'stopped', text: '', thinking: 'Let me see.' };
    expect(last(session)).toMatchObject(stopped);
    await expect.poll(async () => (await store.load('c1'))?.messages.at(-1)).toMatchObject(stopped);
  });

  it('is seen by another tab, with its thoughts and how long they took', async () => {
    const { tabs, streamAt } = sessionsOf(2);
    const [one, two] = tabs;
    if (!one || !two) throw new Error('there are two');
    one.session.open('c1', { isNew: true });
    two.session.open('c1');
    one.session.send('Why?');
    const stream = await streamAt(0);
    for (const event of [START, thinking('Hm.'), delta('So.'), DONE]) stream.say(event);
    await idle(one.session);
    await until(two.session, () => two.session.getSnapshot().chatLog.path[1]?.status === 'done');
    expect(last(two.session)).toMatchObject({ text: 'So.', thinking: 'Hm.' });
    expect(last(two.session).thinkingMs).toBe(last(one.session).thinkingMs);
  });

  it('starts over when it is retried without a word of an answer', async () => {
    const { session, streamAt } = await sessionAfter(thinking('In circles.'), OUT_OF_TOKENS);
    await idle(session);
    expect(last(session)).toMatchObject({
      thinking: 'In circles.',
      error: { kind: 'reply_truncated', details: { reason: 'thinking_only' } },
    });
    session.retry(last(session).id);
    expect(last(session)).toMatchObject({ status: 'waiting', thinking: undefined });
    expect(last(session).thinkingMs).toBeUndefined();
    const again = await streamAt(1);
    for (const event of [START, thinking('Straight.'), delta('So.'), DONE]) again.say(event);
    await idle(session);
    expect(last(session)).toMatchObject({ text: 'So.', thinking: 'Straight.' });
  });
});

describe('a reply that spent all its room thinking in secret', () => {
  it('is told by its count, and not as a partial reply', async () => {
    const usage = { inputTokens: 7, outputTokens: 100, reasoningTokens: 100 };
    const { session } = await sessionAfter({ type: 'done', reason: 'length', usage });
    await idle(session);
    expect(last(session)).toMatchObject({
      text: '',
      error: { kind: 'reply_truncated', details: { reason: 'thinking_only' } },
    });
  });
});

describe('a continued reply', () => {
  it('continues its text alone, and keeps the earlier thoughts before the new ones', async () => {
    const { session, streamAt } = await sessionAfter(thinking('A secret.'), delta('Half a '), CUT);
    await idle(session);
    session.resume(last(session).id);
    expect(last(session)).toMatchObject({ status: 'waiting', thinking: 'A secret.' });
    const rest = await streamAt(1);
    expect(JSON.stringify(rest.request)).not.toContain('secret');
    rest.say(START);
    rest.say(thinking('Half a what?'));
    await until(session, () => last(session).thinking === 'A secret.\n\nHalf a what?');
    expect(last(session).status).toBe('waiting');
    rest.say(delta('reply'));
    rest.say(DONE);
    await idle(session);
    expect(last(session)).toMatchObject({ text: 'Half a reply', status: 'done' });
  });

  it('sends no thoughts to the model with the next message', async () => {
    const { session, streamAt } = await sessionAfter(thinking('A secret.'), delta('So.'), DONE);
    await idle(session);
    session.send('And?');
    const { request } = await streamAt(1);
    expect(request.messages.map(({ content }) => content)).toEqual(['Why?', 'So.', 'And?']);
  });

  it('takes its title from the question', async () => {
    const { session } = await sessionAfter(thinking('A secret.'), delta('So.'), DONE);
    await idle(session);
    expect(session.getSnapshot().conversation?.title).toBe('Why?');
  });
});
