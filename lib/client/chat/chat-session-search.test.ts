import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { answer, exchange, FAILED, idle, last, newSession } from '#tests/support/chat-sessions.ts';

const SETTINGS = { model: 'm1', simulateAllowed: false, demo: false };

describe('a question that may search the web', () => {
  it('is retried and continued as it was asked, and edited as the switch says', async () => {
    const chat = newSession({ webSearch: true });
    const { session, streamAt, opened } = chat;
    session.send('Hello');
    (await streamAt(0)).say({ type: 'delta', text: 'Half' });
    (await streamAt(0)).say(FAILED);
    await idle(session);
    session.configure({ ...SETTINGS, webSearch: false });
    session.resume(last(session).id);
    await answer(session, await streamAt(1), ' and half');
    session.retry(last(session).id);
    await answer(session, await streamAt(2), 'Again');
    expect(opened.map(({ request }) => request.webSearch)).toEqual([true, true, true]);
    session.edit(session.getSnapshot().chatLog.path[0]?.id ?? '', 'Hello again');
    await answer(session, await streamAt(3), 'Hi');
    expect(opened[3]?.request.webSearch).toBeUndefined();
  });

  it('follows the switch with each new message', async () => {
    const chat = newSession({ webSearch: false });
    await exchange(chat, 'One', 'Two');
    chat.session.configure({ ...SETTINGS, webSearch: true });
    chat.session.send('Three');
    await answer(chat.session, await chat.streamAt(1), 'Four');
    expect(chat.opened.map(({ request }) => request.webSearch)).toEqual([undefined, true]);
    expect(chat.session.getSnapshot().chatLog.path.map(({ webSearch }) => webSearch)).toEqual([
      undefined,
      undefined,
      true,
      undefined,
    ]);
  });
});
