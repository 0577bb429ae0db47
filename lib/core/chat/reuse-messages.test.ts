import { expect, it } from 'vitest';
import { manyConversations } from '#tests/support/many-conversations.ts';
import { chatReducer, emptyChatLog } from './chat-reducer.ts';
import { reuseMessages } from './reuse-messages.ts';

const { messages } = manyConversations({ conversations: 1, messages: 40 });
const logOf = (branches: typeof messages) =>
  chatReducer(
    { ...emptyChatLog('c0'), branches },
    { type: 'switched', leafId: branches.at(-1)?.id ?? '' },
  );
const before = logOf(
  messages.map((one) => ({ ...one, usage: { inputTokens: 1, outputTokens: 2 } })),
);
const copy = () => structuredClone(before);

it('returns the log before if the one that was read says the same', () => {
  expect(reuseMessages(copy(), before)).toBe(before);
});

it('takes only what is different from the one that was read', () => {
  const at = before.path.length - 3;
  const log = copy();
  const changed = log.path.with(at, {
    ...log.path[at],
    usage: { inputTokens: 1, outputTokens: 3 },
  } as never);
  const reused = reuseMessages({ ...log, path: changed }, before);
  expect(reused.path[at]).toEqual(changed[at]);
  expect(reused.path[at]).not.toBe(before.path[at]);
  for (const [index, message] of reused.path.entries())
    if (index !== at) expect(message).toBe(before.path[index]);
  expect(reused.branches).toBe(before.branches);
});

it('keeps the order and the number of what was read, and nothing of another conversation', () => {
  const log = copy();
  const shorter = { ...log, path: log.path.slice(0, -2) };
  expect(reuseMessages(shorter, before)).toEqual(shorter);
  const other = { ...log, conversationId: 'other' };
  expect(reuseMessages(other, before)).toBe(other);
});
