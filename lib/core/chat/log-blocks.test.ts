import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manyConversations } from '#tests/support/many-conversations.ts';
import type { ChatMessage } from './chat-log.ts';
import { pathTo } from './conversation-tree.ts';
import { blockIdOf, estimateBlockHeight, logBlocksOf } from './log-blocks.ts';
import { turnsOf } from './turns-of.ts';

const { messages } = manyConversations({ conversations: 1, messages: 300 });
const path = pathTo(messages, null);

/** The same message for the same place and role, or one that has changed. */
function knownMessages(count: number) {
  const [like] = path;
  if (!like) throw new Error('The fixture has no message');
  const known = Array.from({ length: count }, (_, index) => ({
    user: { ...like, id: `m${index}`, role: 'user' as const },
    assistant: { ...like, id: `m${index}`, role: 'assistant' as const },
  }));
  return (index: number, role: 'user' | 'assistant', isNew: boolean): ChatMessage => {
    const message = known[index]?.[role] ?? like;
    return isNew ? { ...message } : message;
  };
}

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

  it('has the same turns whichever path was divided before', () => {
    const kind = fc.constantFrom('user' as const, 'assistant' as const);
    const versionOf = fc.array(fc.record({ role: kind, isNew: fc.boolean() }), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(fc.array(versionOf, { minLength: 1, maxLength: 5 }), (versions) => {
        const known = knownMessages(120);
        for (const version of versions) {
          const made = version.map(({ role, isNew }, index) => known(index, role, isNew));
          // Copies that no result is known of.
          const fresh = made.map((message) => ({ ...message }));
          expect(logBlocksOf(made)).toEqual(logBlocksOf(fresh));
          expect(logBlocksOf(made).flat(2)).toEqual(made);
        }
      }),
    );
  });

  it('looks only at the end of a long path whose last reply grows', () => {
    const long = Array.from({ length: 100 }, () => path).flat();
    const before = logBlocksOf(long);
    const last = long.at(-1);
    if (!last) throw new Error('The fixture has no message');
    let read = 0;
    const counted = new Proxy(long.with(-1, { ...last, text: `${last.text} more` }), {
      get(target, key, receiver) {
        if (key === 'slice') read = 0;
        else if (typeof key === 'string' && /^\d+$/.test(key)) read += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const blocks = logBlocksOf(counted);
    expect(blocks.slice(0, -1).every((block, index) => block === before[index])).toBe(true);
    // After the comparison with the path before.
    expect(read).toBeLessThan(100);
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
