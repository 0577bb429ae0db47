import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { DONE, idle, last, newSession, START } from '#tests/support/chat-sessions.ts';

const CUT: ChatEvent = {
  type: 'error',
  error: { kind: 'reply_interrupted', status: 502, requestId: 'req1' },
};
const SOURCES: ChatEvent = { type: 'sources', sources: [{ url: 'https://a.example/' }] };
const SEARCH: ChatEvent = { type: 'search', search: { status: 'searching', query: 'why' } };
const SEARCHED: ChatEvent = { type: 'search', search: { status: 'done', query: 'why' } };
const CALL: ChatEvent = { type: 'tool_call', call: { name: 'lookup', arguments: '{}' } };
const IMAGE: ChatEvent = { type: 'image', url: 'data:image/png;base64,AAAA' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });

/** A session whose reply consists of these events. */
async function sessionAfter(...events: ChatEvent[]) {
  const chat = newSession();
  const stream = chat.streamAt(0);
  chat.session.send('Why?');
  for (const event of [START, ...events]) (await stream).say(event);
  await idle(chat.session);
  return chat;
}

const extrasOf = ({ sources, searches, toolCalls, images }: ChatMessage) =>
  [sources, searches, toolCalls, images].map((list) => list?.length);

describe('what a reply has besides text', () => {
  it('is stored with it', async () => {
    const { store } = await sessionAfter(delta('So.'), SOURCES, SEARCH, CALL, IMAGE, DONE);
    const stored = (await store.load('c1'))?.messages.at(-1);
    expect(stored && extrasOf(stored)).toEqual([1, 1, 1, 1]);
  });

  it('stays when the reply is continued, and grows', async () => {
    const { session, streamAt } = await sessionAfter(delta('Half'), SOURCES, SEARCHED, IMAGE, CUT);
    session.resume(last(session).id);
    expect(extrasOf(last(session))).toEqual([1, 1, undefined, 1]);
    const rest = await streamAt(1);
    for (const event of [START, delta(' more'), IMAGE, DONE]) rest.say(event);
    await idle(session);
    expect(extrasOf(last(session))).toEqual([1, 1, undefined, 2]);
  });

  it('does not go on with a search that broke off with the reply', async () => {
    const searches = [SEARCHED, SEARCH];
    const { session, streamAt } = await sessionAfter(delta('Half'), ...searches, CUT);
    session.resume(last(session).id);
    expect(last(session).searches).toEqual([{ status: 'done', query: 'why' }]);
    for (const event of [START, delta(' more'), DONE]) (await streamAt(1)).say(event);
    await idle(session);
    expect(last(session).searches).toEqual([{ status: 'done', query: 'why' }]);
  });

  it('goes when a reply without content starts over in place', async () => {
    const { session, streamAt } = await sessionAfter(SOURCES, SEARCH, CUT);
    const { id } = last(session);
    session.retry(id);
    expect(last(session).id).toBe(id);
    expect(extrasOf(last(session))).toEqual([undefined, undefined, undefined, undefined]);
    const again = await streamAt(1);
    for (const event of [START, delta('So.'), DONE]) again.say(event);
    await idle(session);
    expect(extrasOf(last(session))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each([IMAGE, CALL])(
    'keeps its reply when that is retried without text: %j',
    async (content) => {
      const { session } = await sessionAfter(content, DONE);
      const { id } = last(session);
      session.retry(id);
      expect(last(session).id).not.toBe(id);
      expect(session.getSnapshot().chatLog.branches.map((message) => message.id)).toEqual([id]);
    },
  );

  it('is not sent to the model with the next message', async () => {
    const { session, streamAt } = await sessionAfter(
      delta('So.'),
      SOURCES,
      SEARCH,
      CALL,
      IMAGE,
      DONE,
    );
    session.send('And?');
    const { request } = await streamAt(1);
    expect(request.messages).toEqual(
      ['Why?', 'So.', 'And?'].map((content) => ({ role: expect.any(String), content })),
    );
  });
});
