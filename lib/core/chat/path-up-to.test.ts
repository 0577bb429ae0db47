import { expect, it } from 'vitest';
import type { ChatLog, ChatMessage } from './chat-log.ts';
import { pathUpTo } from './path-up-to.ts';

// Only the ids are looked at.
const messages = ['a', 'b', 'c'].map((id) => ({ id }) as ChatMessage);
const log: ChatLog = { conversationId: 'one', path: messages, branches: [] };

it.each([
  ['b', 'ab'],
  ['c', 'abc'],
  ['elsewhere', ''],
  [null, ''],
])('up to %j the path is %j', (id, path) => {
  expect(
    pathUpTo(log, id)
      .map((message) => message.id)
      .join(''),
  ).toBe(path);
});
