import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ConversationList } from '#components/sidebar/conversation-list.tsx';
import { type ChatActions, ChatActionsContext } from '#lib/client/chat/chat-actions.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { conversationOf } from '#tests/support/store-fixtures.ts';

const nothing = () => undefined;

function drawn(conversations: readonly Conversation[], shownId: string | null = null): string {
  const list = createElement(ConversationList, {
    conversations,
    shownId,
    runningIn: new Set<string>(),
    endedIn: new Map<string, 'done' | 'failed'>(),
    onOpen: nothing,
    onRename: nothing,
    onMark: nothing,
    onRemove: nothing,
  });
  // Nothing calls them here.
  const actions = {} as ChatActions;
  return renderToStaticMarkup(createElement(ChatActionsContext, { value: actions }, list));
}

const listsIn = (html: string) =>
  Array.from(html.matchAll(/<ul aria-label="([^"]+)"/g), ([, n]) => n);

test('the list has a heading for each day, the pinned first, and the archived folded away', () => {
  const now = Date.now();
  const html = drawn([
    conversationOf({ id: 'a', title: 'Of today', updatedAt: now }),
    conversationOf({ id: 'b', title: 'Put away', updatedAt: now, archived: true }),
    conversationOf({ id: 'c', title: 'Kept on top', updatedAt: 1000, pinned: true }),
  ]);
  expect(listsIn(html)).toEqual(['Pinned', 'Today', 'Archived']);
  expect(html).toContain('Archived (1)');
  expect(html).not.toContain('Put away');
  expect(html.indexOf('Kept on top')).toBeLessThan(html.indexOf('Of today'));
  expect(html.match(/<li /g)).toHaveLength(2);
});

test('of very many conversations, a screenful is drawn at first, and the others later', () => {
  const many = Array.from({ length: 700 }, (_, index) =>
    conversationOf({ id: `c${index}`, updatedAt: Date.now() - index }),
  );
  const html = drawn(many);
  expect(html.match(/<li /g)).toHaveLength(50);
  expect(html).toContain('Show older conversations');
});
