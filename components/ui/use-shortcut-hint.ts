'use client';

import type { ShortcutId } from '#lib/client/commands/shortcuts.ts';
import { deferredCommands } from '../chat/deferred-parts.tsx';

/** The attributes that name a button's shortcut; only its title until the shortcuts are loaded. */
export function useShortcutHint(
  id: ShortcutId,
  label: string,
): { title: string; 'aria-keyshortcuts'?: string } {
  const commands = deferredCommands.use();
  return typeof commands === 'string' ? { title: label } : commands.hintOf(id, label);
}
