import {
  Archive,
  BookOpen,
  Copy,
  Database,
  FileText,
  Keyboard,
  LogIn,
  LogOut,
  type LucideIcon,
  MessageCircleDashed,
  Monitor,
  Moon,
  PanelLeft,
  Pencil,
  Pin,
  Plus,
  Search,
  Sparkles,
  Square,
  Stethoscope,
  Sun,
  TextCursorInput,
  Trash2,
  Undo2,
  Wrench,
} from 'lucide-react';
import type { ConversationMarks } from '#lib/client/chat/session-types.ts';
import { SHORTCUTS, type ShortcutId } from '#lib/client/commands/shortcuts.ts';
import { chosenTheme } from '#lib/client/page/chosen-theme.ts';
import { copyText } from '#lib/client/page/copy-text.ts';
import { downloadText } from '#lib/client/page/download-text.ts';
import { conversationMarkdown } from '#lib/client/storage/your-data/conversation-markdown.ts';
import { exportFileName } from '#lib/client/storage/your-data/export-file-name.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { replyAsText } from '#lib/core/chat/reply-as-text.ts';
import { sidebarToggle } from '../sidebar/sidebar-toggle.ts';
import type { CommandContext } from './command-context.ts';

export type ChatCommand = {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Other words to find it by. */
  words?: string;
  shortcut?: ShortcutId;
  /** False if the list of commands needs no entry for it. */
  isListed?: false;
  /** Whether it can do something now; always, if absent. */
  isAvailable?: (page: CommandContext) => boolean;
  run: (page: CommandContext) => unknown;
};

/** Everything that can be done by name or by shortcut. */
export const CHAT_COMMANDS: readonly ChatCommand[] = [
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
    run: ({ title, chatLog }) =>
      downloadText(
        exportFileName(title, 'md'),
        'text/markdown;charset=utf-8',
        conversationMarkdown(title, chatLog.path),
      ),
  },
  {
    id: 'model',
    ...named('model'),
    icon: Sparkles,
    words: 'switch thinking',
    isAvailable: ({ site }) => site.models.length > 0,
    run: ({ actions }) => actions.chooseModel(),
  },
  {
    id: 'search',
    ...named('search'),
    icon: Search,
    isListed: false,
    run: ({ openSearch }) => openSearch(),
  },
  {
    id: 'field',
    ...named('field'),
    icon: TextCursorInput,
    words: 'write focus composer',
    run: ({ field }) => field.current?.focus(),
  },
  {
    id: 'sidebar',
    ...named('sidebar'),
    icon: PanelLeft,
    words: 'sidebar list panel',
    run: () => sidebarToggle.notify(),
  },
  themeCommand('light', 'Use the light theme', Sun),
  themeCommand('dark', 'Use the dark theme', Moon),
  themeCommand('system', "Use the system's theme", Monitor),
  {
    id: 'data',
    label: 'Your data',
    icon: Database,
    words: 'export import delete all storage settings',
    run: ({ onData }) => onData(),
  },
  {
    id: 'guide',
    label: 'Error guide',
    icon: BookOpen,
    words: 'errors help 401 429 failures',
    run: ({ goTo }) => goTo('/errors'),
  },
  {
    id: 'doctor',
    label: 'Doctor',
    icon: Stethoscope,
    words: 'check key diagnose log',
    isAvailable: ({ site }) => site.role === 'operator',
    run: ({ goTo }) => goTo('/doctor'),
  },
  {
    id: 'setup',
    label: 'Setup',
    icon: Wrench,
    words: 'settings configuration variables',
    isAvailable: ({ site }) => site.role === 'operator',
    run: ({ goTo }) => goTo('/setup'),
  },
  {
    id: 'sign-in',
    label: 'Operator sign-in',
    icon: LogIn,
    words: 'log in code',
    isAvailable: ({ site }) => site.role === 'visitor' && site.operatorCodeSet,
    run: ({ onSignIn }) => onSignIn(),
  },
  {
    id: 'sign-out',
    label: 'Sign out',
    icon: LogOut,
    words: 'log out leave',
    isAvailable: ({ site }) => site.signedIn,
    run: ({ signOut }) => signOut(),
  },
  {
    id: 'shortcuts',
    ...named('help'),
    icon: Keyboard,
    words: 'keyboard keys help',
    run: ({ showShortcuts }) => showShortcuts(),
  },
];

/** A command with a shortcut has the same name in every place. */
function named(shortcut: ShortcutId): Pick<ChatCommand, 'label' | 'shortcut'> {
  return { label: SHORTCUTS[shortcut].label, shortcut };
}

/** A command that marks the open conversation. */
function markOpen(marksOf: (conversation: Conversation) => ConversationMarks): ChatCommand['run'] {
  return ({ conversation, session }) =>
    conversation && session.mark(conversation, marksOf(conversation));
}

function lastReplyOf({ chatLog }: CommandContext) {
  return chatLog.path.findLast(({ role, text }) => role === 'assistant' && text !== '');
}

function themeCommand(
  theme: Parameters<typeof chosenTheme.choose>[0],
  label: string,
  icon: LucideIcon,
): ChatCommand {
  return {
    id: `theme-${theme}`,
    label,
    icon,
    words: 'appearance colors settings mode',
    isAvailable: () => chosenTheme.read() !== theme,
    run: () => chosenTheme.choose(theme),
  };
}
