import {
  ariaKeys,
  isAppleSystem,
  type ShortcutId,
  shownKeys,
} from '#lib/client/commands/shortcuts.ts';

/** The attributes of a button that has a shortcut: its title names the keys. */
export function hintOf(id: ShortcutId, label: string) {
  const isApple = isAppleSystem();
  const title = `${label} (${shownKeys(id, isApple)})`;
  return { title, 'aria-keyshortcuts': ariaKeys(id, isApple) };
}
