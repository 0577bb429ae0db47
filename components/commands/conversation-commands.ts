import {
  Archive,
  ArrowDown,
  ArrowUp,
  Copy,
  FileText,
  MessageCircleDashed,
  Pencil,
  Pin,
  Plus,
  Square,
  Trash2,
  Undo2,
} from 'lucide-react';
import type { ConversationMarks } from '#lib/client/chat/session-types.ts';
import { copyText } from '#lib/client/page/copy-text.ts';
import { downloadText } from '#lib/client/page/download-text.ts';
import { conversationMarkdown } from '#lib/client/storage/your-data/conversation-markdown.ts';
import { exportFileName } from '#lib/client/storage/your-data/export-file-name.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { replyAsText } from '#lib/core/chat/reply-as-text.ts';
import { type ChatCommand, named } from './chat-command.ts';
import type { CommandContext } from './command-context.ts';
import { jumpTurn } from './jump-turn.ts';

/** What can be done to the open conversation and its replies, by name or by shortcut. */
export const CONVERSATION_COMMANDS: readonly ChatCommand[] = [
  {
    id: 'new-chat',
    ...named('newChat'),
    icon: Plus,
    words: 'conversation start',
    run: ({ actions }) => actions.newChat(),
  },
  {
    id: 'temporary',
    ...named('temporary'),
    icon: MessageCircleDashed,
    words: 'private incognito unsaved new',
    run: ({ toggleTemporary }) => toggleTemporary(),
  },
  {
    id: 'stop',
    ...named('stop'),
    icon: Square,
    words: 'cancel abort',
    isAvailable: ({ replying }) => replying,
    run: ({ session }) => session.stop(),
  },
  {
    id: 'previous-turn',
    ...named('previousTurn'),
    icon: ArrowUp,
    words: 'jump scroll up turn message',
    isAvailable: ({ chatLog }) => chatLog.path.length > 0,
    run: () => jumpTurn('previous'),
  },
  {
    id: 'next-turn',
    ...named('nextTurn'),
    icon: ArrowDown,
    words: 'jump scroll down turn message latest',
    isAvailable: ({ chatLog }) => chatLog.path.length > 0,
    run: () => jumpTurn('next'),
  },
  {
    id: 'copy-reply',
    ...named('copyReply'),
    icon: Copy,
    words: 'clipboard answer',
    isAvailable: (page) => lastReplyOf(page) !== undefined,
    run: (page) => copyText(replyAsText(lastReplyOf(page) ?? { text: '' })),
  },
  {
    id: 'rename',
    ...named('rename'),
    icon: Pencil,
    words: 'title name',
    isAvailable: ({ conversation }) => conversation !== null,
    run: ({ rename }) => rename(),
  },
  {
    id: 'pin',
    ...named('pin'),
    icon: Pin,
    words: 'favorite star keep',
    isAvailable: ({ conversation }) => conversation !== null,
    run: markOpen(({ pinned }) => ({ pinned: !pinned })),
  },
  {
    id: 'archive',
    ...named('archive'),
    icon: Archive,
    words: 'hide put away',
    isAvailable: ({ conversation }) => conversation !== null,
    run: markOpen(({ archived }) => ({ archived: !archived })),
  },
  {
    id: 'remove',
    ...named('remove'),
    icon: Trash2,
    words: 'remove erase',
    isAvailable: ({ conversation }) => conversation !== null,
    run: ({ conversation, onRemove }) => conversation && onRemove(conversation.id),
  },
  {
    id: 'undo',
    ...named('undo'),
    icon: Undo2,
    words: 'undo delete bring back',
    isAvailable: ({ deleted }) => deleted.length > 0,
    run: ({ deleted, restore }) => deleted[0] && restore(deleted[0]),
  },
  {
    id: 'export',
    label: 'Export this conversation as Markdown',
    icon: FileText,
    words: 'save download file',
    isAvailable: ({ chatLog }) => chatLog.path.length > 0,
    run: ({ title, chatLog, conversation }) =>
      downloadText(
        exportFileName(title, 'md'),
        'text/markdown;charset=utf-8',
        conversationMarkdown(title, chatLog.path, conversation?.settings),
      ),
  },
];

/** A command that marks the open conversation. */
function markOpen(marksOf: (conversation: Conversation) => ConversationMarks): ChatCommand['run'] {
  return ({ conversation, session }) =>
    conversation && session.mark(conversation, marksOf(conversation));
}

function lastReplyOf({ chatLog }: CommandContext) {
  return chatLog.path.findLast(({ role, text }) => role === 'assistant' && text !== '');
}
