import { expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import type { ChatMessage } from './chat-log.ts';
import { turnOutcomeOf } from './turn-outcome.ts';

const question = messageOf({ id: 'q' });
const error = { kind: 'reply_truncated', status: 200, requestId: 'r' } as const;

it.each<[Partial<ChatMessage>, string]>([
  [{ status: 'waiting' }, 'running'],
  [{ status: 'streaming' }, 'running'],
  [{ status: 'done' }, 'well'],
  [{ status: 'done', error }, 'badly'],
  [{ status: 'stopped' }, 'badly'],
  [{ status: 'interrupted' }, 'badly'],
  [{ status: 'failed', error }, 'badly'],
])('a turn whose reply is %o stands as %s', (fields, outcome) => {
  const reply = messageOf({ id: 'r', role: 'assistant', ...fields });
  expect(turnOutcomeOf([question, reply])).toBe(outcome);
});

it('without a reply, there is nothing that went well', () => {
  expect(turnOutcomeOf([])).toBe('badly');
  expect(turnOutcomeOf([question])).toBe('badly');
});
