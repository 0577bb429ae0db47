import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { MOST_TOKENS } from '#lib/core/chat/most-tokens.ts';
import { DONE, idle, last, newSession, START } from '#tests/support/chat-sessions.ts';

const SETTINGS = { model: 'm1', simulateAllowed: false, demo: false };
const USAGE = { inputTokens: 1, outputTokens: 9, reasoningTokens: 9 };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const OUT_OF_ROOM: ChatEvent[] = [
  { type: 'start', requestId: 'r1', model: 'm1', moreRoom: true },
  { type: 'thinking', text: 'In circles.' },
  { type: 'done', reason: 'length', usage: USAGE },
];

/** A session whose first reply ended like this, at this effort. */
async function sessionAfter(events: readonly ChatEvent[], reasoningEffort?: 'low' | 'high') {
  const chat = newSession();
  chat.session.configure({ ...SETTINGS, reasoningEffort });
  const stream = chat.streamAt(0);
  chat.session.send('Why?');
  for (const event of events) (await stream).say(event);
  await idle(chat.session);
  return { ...chat, first: (await stream).request };
}

describe('how much a model is to think', () => {
  it('is asked for and kept with the reply, and absent for its default', async () => {
    const { session, store, first } = await sessionAfter([START, delta('So.'), DONE], 'high');
    expect(first).toMatchObject({ reasoningEffort: 'high' });
    await expect
      .poll(async () => (await store.load('c1'))?.messages.at(-1))
      .toMatchObject({ reasoningEffort: 'high' });
    const plain = await sessionAfter([START, delta('So.'), DONE]);
    expect(plain.first).not.toHaveProperty('reasoningEffort');
    expect(plain.first).not.toHaveProperty('maxOutputTokens');
    expect(last(session).reasoningEffort).toBe('high');
  });

  it('is what is set when a reply is retried or continued', async () => {
    const cut: ChatEvent = { type: 'done', reason: 'length' };
    const { session, streamAt } = await sessionAfter([START, delta('Half '), cut], 'high');
    session.configure({ ...SETTINGS, reasoningEffort: 'low' });
    session.resume(last(session).id);
    const rest = await streamAt(1);
    expect(rest.request).toMatchObject({ reasoningEffort: 'low' });
    for (const event of [START, delta('a reply'), DONE]) rest.say(event);
    await idle(session);
    session.retry(last(session).id);
    expect((await streamAt(2)).request).toMatchObject({ reasoningEffort: 'low' });
  });
});

describe('a reply that ran out of room', () => {
  it('can be retried with all of it, at the cost of both requests', async () => {
    const { session, streamAt } = await sessionAfter(OUT_OF_ROOM, 'high');
    const { id } = last(session);
    expect(last(session)).toMatchObject({ moreRoom: true, error: { kind: 'reply_truncated' } });
    session.retry(id, { mostRoom: true });
    const again = await streamAt(1);
    expect(again.request).toMatchObject({ reasoningEffort: 'high', maxOutputTokens: MOST_TOKENS });
    for (const event of [START, delta('So.'), DONE]) again.say(event);
    await idle(session);
    expect(last(session)).toMatchObject({ id, text: 'So.', status: 'done' });
    expect(last(session).moreRoom).toBeUndefined();
    expect(last(session).earlierRequests).toMatchObject([{ usage: USAGE }]);
  });

  it('keeps all of its room when it is tried once more', async () => {
    const { session, streamAt } = await sessionAfter(OUT_OF_ROOM);
    session.retry(last(session).id, { mostRoom: true });
    (await streamAt(1)).say({
      type: 'error',
      error: { kind: 'overloaded', status: 503, requestId: 'r2' },
    });
    await idle(session);
    session.retry(last(session).id);
    expect((await streamAt(2)).request).toMatchObject({ maxOutputTokens: MOST_TOKENS });
  });

  it('can be retried with less thinking', async () => {
    const { session, streamAt } = await sessionAfter(OUT_OF_ROOM, 'high');
    session.retry(last(session).id, { reasoningEffort: 'low' });
    const { request } = await streamAt(1);
    expect(request).toMatchObject({ reasoningEffort: 'low' });
    expect(request).not.toHaveProperty('maxOutputTokens');
    expect(last(session)).toMatchObject({ status: 'waiting', reasoningEffort: 'low' });
  });

  it('thinks as little when it is tried once more, until the setting is changed', async () => {
    const { session, streamAt } = await sessionAfter(OUT_OF_ROOM, 'high');
    session.retry(last(session).id, { reasoningEffort: 'low' });
    for (const event of OUT_OF_ROOM) (await streamAt(1)).say(event);
    await idle(session);
    session.retry(last(session).id);
    expect((await streamAt(2)).request).toMatchObject({ reasoningEffort: 'low' });
    for (const event of OUT_OF_ROOM) (await streamAt(2)).say(event);
    await idle(session);
    session.configure({ ...SETTINGS, reasoningEffort: 'high' });
    session.retry(last(session).id);
    expect((await streamAt(3)).request).toMatchObject({ reasoningEffort: 'high' });
  });

  it.each([
    ['in place', { type: 'thinking', text: 'In circles.' }],
    ['beside the text that arrived', delta('Half a')],
  ] as const)('keeps what was changed before when the other is changed, %s', async (_, said) => {
    const outOfRoom = OUT_OF_ROOM.map((event) => (event.type === 'thinking' ? said : event));
    const { session, streamAt } = await sessionAfter(outOfRoom, 'high');
    session.retry(last(session).id, { mostRoom: true });
    for (const event of outOfRoom) (await streamAt(1)).say(event);
    await idle(session);
    session.retry(last(session).id, { reasoningEffort: 'low' });
    const changed = { reasoningEffort: 'low', maxOutputTokens: MOST_TOKENS };
    expect((await streamAt(2)).request).toMatchObject(changed);
    for (const event of outOfRoom) (await streamAt(2)).say(event);
    await idle(session);
    session.retry(last(session).id, { mostRoom: true });
    expect((await streamAt(3)).request).toMatchObject(changed);
  });
});
