import { describe, expect, it } from 'vitest';
import { manyConversations } from '#tests/support/many-conversations.ts';
import { pathTo } from './conversation-tree.ts';
import { blockIdOf, estimateBlockHeight, logBlocksOf } from './log-blocks.ts';
import { turnsOf } from './turns-of.ts';

const { messages } = manyConversations({ conversations: 1, messages: 300 });
const path = pathTo(messages, null);

describe('logBlocksOf', () => {
  it('has every turn once, in order, and no block changes while messages are added', () => {
    const whole = logBlocksOf(path);
    for (let length = 0; length <= path.length; length += 1) {
      const blocks = logBlocksOf(path.slice(0, length));
      expect(blocks.flat()).toEqual(turnsOf(path.slice(0, length)));
      expect(blocks.slice(0, -1)).toEqual(whole.slice(0, Math.max(blocks.length - 1, 0)));
    }
  });

  it('cuts a turn of very many replies', () => {
    const replies = path.map((message) => ({ ...message, role: 'assistant' as const }));
    const blocks = logBlocksOf(replies);
    expect(blocks.flat(2)).toEqual(replies);
    expect(Math.max(...blocks.map((block) => block.flat().length))).toBeLessThan(40);
  });

  it('returns the same object for a block until one of its messages changes', () => {
    const before = logBlocksOf(path);
    expect(logBlocksOf([...path]).every((block, index) => block === before[index])).toBe(true);
    const at = 100;
    const changed = logBlocksOf(
      path.with(at, { ...path[at], text: 'new' } as (typeof path)[number]),
    );
    for (const [index, block] of changed.entries()) {
      const isChanged = block.flat().some(({ text }) => text === 'new');
      expect(block === before[index]).toBe(!isChanged);
    }
  });

  it('names each block differently', () => {
    const ids = logBlocksOf(path).map(blockIdOf);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('estimateBlockHeight', () => {
  it('grows with the text of replies, and stops growing with a question, which is folded', () => {
    const [question, reply] = path;
    if (!question || !reply) throw new Error('The fixture has no turn');
    const heightWith = (asked: number, said: number) =>
      estimateBlockHeight([
        [
          { ...question, text: 'a'.repeat(asked) },
          { ...reply, text: 'a'.repeat(said) },
        ],
      ]);
    expect(heightWith(10, 100_000)).toBeGreaterThan(heightWith(10, 1000) * 10);
    expect(heightWith(100_000, 10)).toBeLessThan(heightWith(10, 10) + 1000);
    expect(heightWith(0, 0)).toBeGreaterThan(0);
  });
});
