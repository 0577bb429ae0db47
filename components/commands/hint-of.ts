import {
  ariaKeys,
  isAppleSystem,
  type ShortcutId,
  shownKeys,
} from '#lib/client/commands/shortcuts.ts';
import { chosenSettings } from '#lib/client/page/chosen-settings.ts';

/** The attributes of a button that has a shortcut: its title names the keys. */
export function hintOf(id: ShortcutId, label: string) {
  const isApple = isAppleSystem();
  const { sendKey } = chosenSettings.read();
  const title = `${label} (${shownKeys(id, isApple, sendKey)})`;
  return { title, 'aria-keyshortcuts': ariaKeys(id, isApple, sendKey) };
}
