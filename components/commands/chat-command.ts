import type { LucideIcon } from 'lucide-react';
import { SHORTCUTS, type ShortcutId } from '#lib/client/commands/shortcuts.ts';
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

/** A command with a shortcut has the same name in every place. */
export function named(shortcut: ShortcutId): Pick<ChatCommand, 'label' | 'shortcut'> {
  return { label: SHORTCUTS[shortcut].label, shortcut };
}
