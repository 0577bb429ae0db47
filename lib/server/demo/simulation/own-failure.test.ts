import { expect, it } from 'vitest';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import { requestedOwnFailure } from './own-failure.ts';
import { createSimulationMemory } from './simulation-memory.ts';

const user = (content: string): ChatRequestMessage => ({ role: 'user', content });
const fresh = () => ({ memory: createSimulationMemory(), now: 0 });

it("returns the requested failure of Starlight's own", () => {
  expect(requestedOwnFailure([user('/simulate internal')], 'turn', fresh())).toEqual({
    kind: 'internal',
  });
});

it('returns the requested wait', () => {
  const messages = [user('/simulate visitor_rate_limited 5')];
  expect(requestedOwnFailure(messages, 'turn', fresh())).toEqual({
    kind: 'visitor_rate_limited',
    retryAfterMs: 5000,
  });
});

it('returns null once the wait is over', () => {
  const memory = createSimulationMemory();
  const messages = [user('/simulate visitor_rate_limited 5')];
  requestedOwnFailure(messages, 'turn', { memory, now: 0 });
  expect(requestedOwnFailure(messages, 'turn', { memory, now: 2000 })?.retryAfterMs).toBe(3000);
  expect(requestedOwnFailure(messages, 'turn', { memory, now: 5000 })).toBeNull();
});

it.each(['/simulate rate_limited', '/simulate offline', '/simulate nothing', 'hello'])(
  'returns null for %j',
  (text) => {
    expect(requestedOwnFailure([user(text)], 'turn', fresh())).toBeNull();
  },
);

it('reads only what was typed in the last message, also beside a picture', () => {
  const request = user('/simulate internal');
  expect(
    requestedOwnFailure([request, { role: 'assistant', content: 'a' }], 't', fresh()),
  ).toBeNull();
  expect(requestedOwnFailure([request, user('hello')], 't', fresh())).toBeNull();
  const inParts: ChatRequestMessage = {
    role: 'user',
    content: [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      { type: 'text', text: '/simulate internal' },
      { type: 'text', text: 'Second.' },
    ],
  };
  expect(requestedOwnFailure([inParts], 't', fresh())).toEqual({ kind: 'internal' });
  const pictureAlone = { ...inParts, content: inParts.content.slice(0, 1) } as ChatRequestMessage;
  expect(requestedOwnFailure([pictureAlone], 't', fresh())).toBeNull();
});
