import type { PageSettings } from '#lib/core/settings/page-settings.ts';

/**
 * All keyboard shortcuts. `Primary` is Ctrl, on Apple's systems ⌘. `Second` is Alt+Shift, on Apple's systems
 * ⌃⇧, where Option types characters: browsers, Windows, macOS and screen readers leave both free, with the
 * letters used here. A key alone works only while nothing is typed, and Alt with an arrow only
 * where it neither opens choices nor, on Apple's systems, moves the caret in text.
 *
 * `field`: the message field handles it itself.
 */
export const SHORTCUTS = {
  search: { keys: 'Primary+K', label: 'Search and commands' },
  newChat: { keys: 'Second+O', label: 'New chat' },
  temporary: { keys: 'Second+J', label: 'Start or leave a temporary chat' },
  field: { keys: 'Second+Q', label: 'Go to the message field' },
  sidebar: { keys: 'Second+H', label: 'Show or hide the conversations' },
  model: { keys: 'Second+W', label: 'Choose a model' },
  previousTurn: { keys: 'Alt+ArrowUp', label: 'Go to the question before' },
  nextTurn: { keys: 'Alt+ArrowDown', label: 'Go to the next question, or the end' },
  copyReply: { keys: 'Second+C', label: 'Copy the last reply' },
  rename: { keys: 'Second+R', label: 'Rename this conversation' },
  pin: { keys: 'Second+U', label: 'Pin or unpin this conversation' },
  archive: { keys: 'Second+Y', label: 'Archive or unarchive this conversation' },
  remove: { keys: 'Second+X', label: 'Delete this conversation' },
  settings: { keys: 'Second+G', label: 'Settings' },
  undo: { keys: 'Second+Z', label: 'Restore what was just deleted' },
  help: { keys: '?', label: 'Show all shortcuts' },
  send: { keys: 'Enter', label: 'Send the message', scope: 'field' },
  newLine: { keys: 'Shift+Enter', label: 'Start a new line', scope: 'field' },
  editLast: {
    keys: 'ArrowUp',
    label: 'Edit the last message, if the field is empty',
    scope: 'field',
  },
  stop: { keys: 'Escape', label: 'Stop the reply', scope: 'field' },
} as const satisfies Record<string, Shortcut>;

type SendKey = PageSettings['sendKey'];
type Shortcut = { keys: string; label: string; scope?: 'field' };
export type ShortcutId = keyof typeof SHORTCUTS;

type KeyTarget = {
  isApple: boolean;
  /** Whether the focus is in a field. */
  isTyping: boolean;
  /** Whether Alt with an arrow does something where the focus is. */
  ownsArrows?: boolean;
};

/** What a key press is recognized by. */
type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'isComposing'
>;

/** The shortcut that was pressed, except for those of the message field; null if none was. */
export function pressedShortcut(
  event: KeyPress,
  { isApple, isTyping, ownsArrows = false }: KeyTarget,
): ShortcutId | null {
  if (event.isComposing) return null;
  const pressed = combinationOf(event, isApple);
  if (isTyping && !pressed.includes('+')) return null;
  if (ownsArrows && pressed.startsWith('Alt+')) return null;
  const found = Object.entries(SHORTCUTS).find(
    ([, shortcut]) => shortcut.keys === pressed && !('scope' in shortcut),
  );
  // The entries of an object with these keys have no others.
  return found ? (found[0] as ShortcutId) : null;
}

/** The keys of a shortcut, where the setting of the key that sends may differ from the table. */
function keysOf(id: ShortcutId, sendKey: SendKey): string {
  if (sendKey === 'modified' && id === 'send') return 'Primary+Enter';
  if (sendKey === 'modified' && id === 'newLine') return 'Enter';
  return SHORTCUTS[id].keys;
}

/** A shortcut as it is written on this system: `Ctrl+K`, or `⌘K`. */
export function shownKeys(id: ShortcutId, isApple: boolean, sendKey: SendKey = 'enter'): string {
  const names = isApple ? APPLE_NAMES : NAMES;
  return keysOf(id, sendKey)
    .split('+')
    .map((key) => names[key] ?? key)
    .join(isApple ? '' : '+');
}

/** A shortcut as `aria-keyshortcuts` takes it. */
export function ariaKeys(id: ShortcutId, isApple: boolean, sendKey: SendKey = 'enter'): string {
  return keysOf(id, sendKey)
    .replace('Primary', isApple ? 'Meta' : 'Control')
    .replace('Second', isApple ? 'Control+Shift' : 'Alt+Shift');
}

/** Whether this is a Mac, an iPad or an iPhone. */
export function isAppleSystem({ platform }: Pick<Navigator, 'platform'> = navigator): boolean {
  return /^(?:Mac|iP)/.test(platform);
}

const NAMES: Readonly<Record<string, string>> = {
  Primary: 'Ctrl',
  Second: 'Alt+Shift',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};
const APPLE_NAMES: Readonly<Record<string, string>> = {
  Primary: '⌘',
  Second: '⌃⇧',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Escape: 'esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The keys of a press, as the table writes them; the modifiers that it never uses are kept by name. */
function combinationOf(event: KeyPress, isApple: boolean): string {
  const { ctrlKey: ctrl, altKey: alt, shiftKey: shift, metaKey: meta } = event;
  const isPrimary = isApple ? meta && !ctrl : ctrl && !meta;
  const isSecond = isApple ? ctrl && shift && !alt && !meta : alt && shift && !ctrl && !meta;
  if (isSecond) return `Second+${letterOf(event)}`;
  if (alt && !ctrl && !shift && !meta && event.key.startsWith('Arrow')) return `Alt+${event.key}`;
  if (isPrimary && !alt && !shift) return `Primary+${letterOf(event)}`;
  // A character alone, such as `?`, can need Shift.
  return ctrl || alt || meta ? 'other+keys' : event.key;
}

/** The letter on the key; in a layout without Latin letters, the one at its place. */
function letterOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3) : key;
}
