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
  Sparkles,
  Stethoscope,
  Sun,
  TextCursorInput,
  Wrench,
} from 'lucide-react';
import { chosenTheme } from '#lib/client/page/chosen-theme.ts';
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
