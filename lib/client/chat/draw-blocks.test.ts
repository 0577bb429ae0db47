import { describe, expect, it } from 'vitest';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { blockIdOf, logBlocksOf } from '#lib/core/chat/log-blocks.ts';
import { manyConversations } from '#tests/support/many-conversations.ts';
import { drawBlocks, drawEverything } from './draw-blocks.ts';
import { followBlocks, heightOf, NOTHING_DRAWN } from './drawn-blocks.ts';

const { messages } = manyConversations({ conversations: 1, messages: 10_000 });
const blocks = logBlocksOf(pathTo(messages, null));
const last = blocks.length - 1;
const opened = followBlocks(NOTHING_DRAWN, 'c', blocks);

describe('drawBlocks', () => {
  it('draws what is wanted, up to a bound, and keeps what is near it and the end', () => {
    let state = opened;
    for (let index = last; index >= 0; index -= 1) {
      state = drawBlocks(state, [index], blocks, () => 100);
      expect(state.drawn.has(index)).toBe(true);
      expect(state.drawn.has(last)).toBe(true);
      expect(state.drawn.size).toBeLessThanOrEqual(24);
    }
    expect([...state.drawn].filter((index) => index < 23)).toHaveLength(23);
  });

  it('keeps the measured height of what it no longer draws, and whatever is in use', () => {
    let state = opened;
    for (let index = last; index >= last - 60; index -= 1)
      state = drawBlocks(state, [index], blocks, (at) => (at === last - 1 ? null : 1234));
    expect(state.drawn.has(last - 1)).toBe(true);
    const block = blocks[last - 3] ?? [];
    expect(state.drawn.has(last - 3)).toBe(false);
    expect(heightOf(state, block)).toBe(1234);
    expect(state.heights.has(blockIdOf(block))).toBe(true);
  });

  it('returns the same object for what is drawn already, and for no block at all', () => {
    expect(drawBlocks(opened, [last, -1, Number.NaN, last + 1], blocks, () => 1)).toBe(opened);
    expect(drawBlocks(opened, [], blocks, () => 1)).toBe(opened);
  });
});

it('draws everything for paper', () => {
  expect(drawEverything(opened).drawn.size).toBe(blocks.length);
});
