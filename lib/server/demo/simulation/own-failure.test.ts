import { expect, it } from 'vitest';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import { ownFailureAskedFor } from './own-failure.ts';
import { createSimulationMemory } from './simulation-memory.ts';

const user = (content: string): ChatRequestMessage => ({ role: 'user', content });
const fresh = () => ({ memory: createSimulationMemory(), now: 0 });

it('is the failure of Starlight that was asked for', () => {
  expect(ownFailureAskedFor([user('/simulate internal')], 'turn', fresh())).toEqual({
    kind: 'internal',
  });
});

it('says how long to wait, as asked', () => {
  const messages = [user('/simulate visitor_rate_limited 5')];
  expect(ownFailureAskedFor(messages, 'turn', fresh())).toEqual({
    kind: 'visitor_rate_limited',
    retryAfterMs: 5000,
  });
});

it('is over once the wait is', () => {
  const memory = createSimulationMemory();
  const messages = [user('/simulate visitor_rate_limited 5')];
  ownFailureAskedFor(messages, 'turn', { memory, now: 0 });
  expect(ownFailureAskedFor(messages, 'turn', { memory, now: 2000 })?.retryAfterMs).toBe(3000);
  expect(ownFailureAskedFor(messages, 'turn', { memory, now: 5000 })).toBeNull();
});

it.each(['/simulate rate_limited', '/simulate offline', '/simulate nothing', 'hello'])(
  'leaves %j to others',
  (text) => {
    expect(ownFailureAskedFor([user(text)], 'turn', fresh())).toBeNull();
  },
);

it('looks at the last message only, and at text only', () => {
  const asked = user('/simulate internal');
  expect(ownFailureAskedFor([asked, { role: 'assistant', content: 'a' }], 't', fresh())).toBeNull();
  expect(ownFailureAskedFor([asked, user('hello')], 't', fresh())).toBeNull();
  const inParts: ChatRequestMessage = {
    role: 'user',
    content: [{ type: 'text', text: '/simulate internal' }],
  };
  expect(ownFailureAskedFor([inParts], 't', fresh())).toBeNull();
});
