import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { DONE, FAILED, idle, last, newSession, START } from '#tests/support/chat-sessions.ts';

const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const sealed = (data: string) => ({ data, seal: 's'.repeat(43) });
const reasoning = (data: string): ChatEvent => ({ type: 'reasoning', reasoning: sealed(data) });

/** A session, and how to answer its requests one after the other. */
function started() {
  const chat = newSession();
  let answered = 0;
  return {
    ...chat,
    /** Answers the next request with these events; returns what its replies carried. */
    async answer(...events: ChatEvent[]) {
      const stream = await chat.streamAt(answered++);
      for (const event of [START, ...events]) stream.say(event);
      await idle(chat.session);
      const replies = stream.request.messages.filter(({ role }) => role === 'assistant');
      return replies.map((reply) => reply.reasoning?.data);
    },
  };
}

describe('what a reply is to be sent back with', () => {
  it('is stored, and goes along in later requests of its branch', async () => {
    const { session, store, answer } = started();
    session.send('Why?');
    await answer(delta('So.'), reasoning('first'), DONE);
    const [, first] = session.getSnapshot().chatLog.path;
    await expect
      .poll(async () => (await store.load('c1'))?.messages.at(-1)?.reasoning)
      .toEqual(sealed('first'));
    session.send('And?');
    expect(await answer(delta('Thus.'), DONE)).toEqual(['first']);
    session.send('Then?');
    expect(await answer(delta('Fin.'), DONE)).toEqual(['first', undefined]);
    // A sibling has its own.
    session.retry(first?.id ?? '');
    expect(await answer(delta('Or so.'), reasoning('second'), DONE)).toEqual([]);
    session.send('And?');
    expect(await answer(delta('Thus.'), DONE)).toEqual(['second']);
  });

  it('is given up when the reply starts over or is continued', async () => {
    const { session, answer } = started();
    session.send('Why?');
    await answer(delta('So'), FAILED);
    session.resume(last(session).id);
    await answer(delta(' it is.'), reasoning('of the rest alone'), DONE);
    expect(last(session).text).toBe('So it is.');
    session.send('And?');
    expect(await answer(delta('Thus.'), DONE)).toEqual([undefined]);
  });
});
