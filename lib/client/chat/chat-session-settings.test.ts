import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { DONE, idle, newSession, START, sessionsOf } from '#tests/support/chat-sessions.ts';

const BRIEF = { instructions: 'Be brief.', temperature: 0.2, maxOutputTokens: 50 };

describe('the settings of a conversation', () => {
  it('are those of new conversations at its first message, and then its own', async () => {
    let ofNew = BRIEF;
    const { session, store, streamAt } = newSession({ newSettings: () => ofNew });
    session.send('Why?');
    const first = await streamAt(0);
    expect(first.request).toMatchObject(BRIEF);
    first.say(START);
    first.say(DONE);
    await idle(session);
    ofNew = { instructions: 'Be long.', temperature: 1, maxOutputTokens: 9 };
    session.send('And?');
    const second = await streamAt(1);
    expect(second.request).toMatchObject(BRIEF);
    second.say(DONE);
    await idle(session);
    const { conversation } = session.getSnapshot();
    if (conversation) session.mark(conversation, { settings: { temperature: 2 } });
    session.send('So?');
    const { request } = await streamAt(2);
    expect(request.temperature).toBe(2);
    expect(request).not.toHaveProperty('instructions');
    await expect
      .poll(async () => (await store.load('c1'))?.conversation.settings)
      .toEqual({ temperature: 2 });
  });

  it('leave no trace where nothing is set', async () => {
    const { session, streamAt } = newSession({ newSettings: () => ({}) });
    session.send('Why?');
    const { request } = await streamAt(0);
    expect(Object.keys(request)).toEqual(expect.not.arrayContaining(Object.keys(BRIEF)));
    expect(session.getSnapshot().conversation).not.toHaveProperty('settings');
  });

  it('are the same in another tab', async () => {
    const { tabs, streamAt } = sessionsOf(2, { newSettings: () => BRIEF });
    const [one, two] = tabs.map(({ session }) => session);
    one?.open('c1');
    two?.open('c1');
    await expect.poll(() => one?.getSnapshot().ready).toBe(true);
    one?.send('Why?');
    const stream = await streamAt(0);
    stream.say(START);
    stream.say(DONE);
    await expect.poll(() => two?.getSnapshot().conversation?.settings).toEqual(BRIEF);
    const found = one?.getSnapshot().conversation;
    if (found) one?.mark(found, { settings: {} });
    await expect.poll(() => two?.getSnapshot().conversation?.settings).toEqual({});
  });
});
