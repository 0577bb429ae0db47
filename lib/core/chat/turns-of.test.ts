import { expect, test } from 'vitest';
import type { ChatMessage } from './chat-log.ts';
import { turnsOf } from './turns-of.ts';

test('a turn begins with each question, and with replies that have none', () => {
  const messages = 'a u a a u u a'.split(' ').map((letter, index) => ({
    id: `${index}`,
    role: letter === 'u' ? ('user' as const) : ('assistant' as const),
  })) as ChatMessage[];
  expect(turnsOf(messages).map((turn) => turn.map(({ id }) => id).join(''))).toEqual([
    '0',
    '123',
    '4',
    '56',
  ]);
  expect(turnsOf([])).toEqual([]);
});
