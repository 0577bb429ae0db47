import {
  BookOpen,
  Database,
  Keyboard,
  LogIn,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  PanelLeft,
  Search,
  Settings,
  SlidersHorizontal,
  Sparkles,
  SquareSlash,
  Stethoscope,
  Sun,
  TextCursorInput,
  Wrench,
} from 'lucide-react';
import { chosenSettings } from '#lib/client/page/chosen-settings.ts';
import type { PageSettings } from '#lib/core/settings/page-settings.ts';
import { conversationSettingsOpener } from '../conversation-settings/conversation-settings-opener.ts';
import { promptsOpener } from '../prompts/prompts-opener.ts';
import { settingsOpener } from '../settings/settings-opener.ts';
import { sidebarToggle } from '../sidebar/sidebar-toggle.ts';
import { type ChatCommand, named } from './chat-command.ts';
import { CONVERSATION_COMMANDS } from './conversation-commands.ts';

/** Everything that can be done by name or by shortcut. */
export const CHAT_COMMANDS: readonly ChatCommand[] = [
  ...CONVERSATION_COMMANDS,
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
  {
    id: 'settings',
    ...named('settings'),
    icon: Settings,
    words: 'preferences text size send key motion density appearance',
    run: () => settingsOpener.notify(),
  },
  {
    id: 'conversation-settings',
    label: 'Conversation settings',
    icon: SlidersHorizontal,
    words: 'system prompt instructions temperature length preset',
    run: () => conversationSettingsOpener.notify(),
  },
  {
    id: 'prompts',
    label: 'Prompts',
    icon: SquareSlash,
    words: 'slash commands templates create import',
    run: () => promptsOpener.notify(),
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

function themeCommand(theme: PageSettings['theme'], label: string, icon: LucideIcon): ChatCommand {
  return {
    id: `theme-${theme}`,
    label,
    icon,
    words: 'appearance colors settings mode',
    isAvailable: () => chosenSettings.read().theme !== theme,
    run: () => chosenSettings.choose('theme', theme),
  };
}
