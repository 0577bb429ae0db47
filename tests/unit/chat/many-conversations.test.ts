import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportText } from '#lib/client/storage/your-data/export-text.ts';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { manyConversations, needleOf } from '#tests/support/many-conversations.ts';

const { conversations, messages } = manyConversations();

describe('the stored conversations that tests and benches share', () => {
  it('are 10,000 messages in 500 conversations, the same in every run', () => {
    expect(conversations).toHaveLength(500);
    expect(messages).toHaveLength(10_000);
    const hash = createHash('sha256').update(JSON.stringify({ conversations, messages }));
    expect(hash.digest('hex').slice(0, 16)).toBe('a9480856dcf60422');
  });

  it('are trees, with branches, whose every message says its own needle', () => {
    const own = Map.groupBy(messages, ({ conversationId }) => conversationId);
    for (const { id, leafId } of conversations) {
      const path = pathTo(own.get(id) ?? [], leafId);
      expect(path[0]?.parentId).toBeNull();
      expect(path.length).toBeGreaterThan(5);
    }
    expect(messages.filter(({ id, text }) => !text.startsWith(`${needleOf(id)} `))).toEqual([]);
    const onPaths = conversations.flatMap(({ id, leafId }) => pathTo(own.get(id) ?? [], leafId));
    expect(messages.length - onPaths.length).toBeGreaterThan(100);
  });

  it('fit a file that can be imported', () => {
    expect(exportText({ conversations, messages, unreadable: [] }).length).toBeLessThan(20_000_000);
  });
});
