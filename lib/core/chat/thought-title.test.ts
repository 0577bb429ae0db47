import { expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { thoughtTitle } from './thought-title.ts';

const usage = { inputTokens: 1, outputTokens: 2000 };

it.each([
  [
    { thinkingMs: 12_900, usage: { ...usage, reasoningTokens: 1840 } },
    'Thought for 12 s · 1,840 tokens',
  ],
  [{ thinkingMs: 12_000, usage }, 'Thought for 12 s'],
  [{ thinkingMs: 12_000, usage: { ...usage, reasoningTokens: 0 } }, 'Thought for 12 s'],
  [{ thinkingMs: 0 }, 'Thought for 1 s'],
  [{ thinkingMs: 120_000 }, 'Thought for 2 min'],
  [{ thinkingMs: 65_000 }, 'Thought for 1 min 5 s'],
  [{ usage: { ...usage, reasoningTokens: 1 } }, 'Thought · 1 token'],
  [{}, 'Thought'],
])('says of %j: %s', (fields, title) => {
  expect(thoughtTitle(messageOf({ id: 'a1', thinking: 'Hm', ...fields }))).toBe(title);
});
