import { describe, expect, it } from 'vitest';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { logBlocksOf } from '#lib/core/chat/log-blocks.ts';
import { manyConversations } from '#tests/support/many-conversations.ts';
import { followBlocks, NOTHING_DRAWN } from './drawn-blocks.ts';

const { messages } = manyConversations({ conversations: 1, messages: 10_000 });
const blocks = logBlocksOf(pathTo(messages, null));
const last = blocks.length - 1;
const opened = followBlocks(NOTHING_DRAWN, 'c', blocks);

describe('followBlocks', () => {
  it('opens at the end, with the same few blocks however long the conversation is', () => {
    expect(opened.drawn.has(last)).toBe(true);
    expect(opened.drawn.size).toBeLessThan(10);
    const short = followBlocks(NOTHING_DRAWN, 'c', blocks.slice(-20));
    expect(short.drawn.size).toBe(opened.drawn.size);
    expect(followBlocks(opened, 'other', blocks.slice(-1)).drawn).toEqual(new Set([0]));
  });

  it('draws what is written, and keeps the same object until the blocks change', () => {
    const before = followBlocks(NOTHING_DRAWN, 'c', blocks.slice(0, -1));
    const after = followBlocks(before, 'c', blocks);
    expect(after.drawn).toEqual(new Set([...before.drawn, last]));
    expect(followBlocks(after, 'c', [...blocks])).toBe(after);
    const unread = followBlocks(opened, 'unread', []);
    expect(followBlocks(unread, 'unread', [])).toBe(unread);
    expect(followBlocks(unread, 'unread', blocks).drawn).toEqual(opened.drawn);
  });

  it('draws the end of another branch, whether it is shorter or longer by thousands', () => {
    const shorter = followBlocks(opened, 'c', blocks.slice(0, 3));
    expect(shorter.drawn).toEqual(new Set([2]));
    const longer = followBlocks(shorter, 'c', blocks);
    expect(longer.drawn.has(last)).toBe(true);
    expect(longer.drawn.has(2)).toBe(true);
    expect(longer.drawn.size).toBeLessThan(10);
  });
});
