import { expect, test } from 'vitest';
import {
  ariaKeys,
  isAppleSystem,
  pressedShortcut,
  SHORTCUTS,
  type ShortcutId,
  shownKeys,
} from './shortcuts.ts';

type Press = Parameters<typeof pressedShortcut>[0];

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  isComposing: false,
  ...held,
});
const windows = { isApple: false, isTyping: true };
const mac = { isApple: true, isTyping: true };
const IDS = Object.keys(SHORTCUTS) as ShortcutId[];

/**
 * What browsers (Chrome, Edge, Firefox, Safari), systems and screen readers do with the modifiers used here,
 * by their lists of shortcuts. Ctrl+K is left out: browsers only search with it, and every palette has it.
 */
const TAKEN = [
  ...['Control+A', 'Control+C', 'Control+V', 'Control+X', 'Control+Z', 'Control+Y', 'Control+F'],
  ...['Control+L', 'Control+T', 'Control+W', 'Control+N', 'Control+P', 'Control+R', 'Control+S'],
  ...['Control+D', 'Control+E', 'Control+G', 'Control+H', 'Control+J', 'Control+O', 'Control+U'],
  ...['Meta+A', 'Meta+C', 'Meta+V', 'Meta+X', 'Meta+Z', 'Meta+F', 'Meta+L', 'Meta+T', 'Meta+W'],
  ...['Meta+N', 'Meta+P', 'Meta+R', 'Meta+S', 'Meta+Q', 'Meta+H', 'Meta+M', 'Meta+D', 'Meta+G'],
  // Chrome and Edge: toolbar, bookmarks, feedback. ChromeOS: launcher, status area, input methods.
  ...['Alt+Shift+A', 'Alt+Shift+B', 'Alt+Shift+I', 'Alt+Shift+T', 'Alt+Shift+D', 'Alt+Shift+K'],
  ...['Alt+Shift+L', 'Alt+Shift+S', 'Alt+Shift+N', 'Alt+Shift+M'],
  // macOS selects text with these.
  ...['Control+Shift+A', 'Control+Shift+B', 'Control+Shift+E', 'Control+Shift+F'],
  ...['Control+Shift+N', 'Control+Shift+P', 'Control+Shift+V'],
];

test('no shortcut is taken by a browser, a system or a screen reader', () => {
  const used = IDS.flatMap((id) => [ariaKeys(id, false), ariaKeys(id, true)]);
  expect(used.filter((keys) => TAKEN.includes(keys))).toEqual([]);
});

test('no two commands have the same keys', () => {
  const keys = IDS.map((id) => SHORTCUTS[id].keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('Ctrl+K on Windows and Linux, and ⌘K on a Mac, opens the search even while typing', () => {
  expect(pressedShortcut(press('k', { ctrlKey: true }), windows)).toBe('search');
  expect(pressedShortcut(press('K', { ctrlKey: true }), windows)).toBe('search');
  expect(pressedShortcut(press('k', { metaKey: true }), mac)).toBe('search');
  expect(pressedShortcut(press('k', { ctrlKey: true }), mac)).toBeNull();
  expect(pressedShortcut(press('k', { metaKey: true }), windows)).toBeNull();
  expect(pressedShortcut(press('k'), windows)).toBeNull();
});

test('the letter counts, and in other scripts its place', () => {
  const held = { altKey: true, shiftKey: true };
  expect(pressedShortcut(press('O', held), windows)).toBe('newChat');
  expect(pressedShortcut({ ...press('Щ', held), code: 'KeyO' }, windows)).toBe('newChat');
  expect(pressedShortcut({ ...press('O', held), code: 'KeyP' }, windows)).toBe('newChat');
  expect(pressedShortcut(press('O', { ctrlKey: true, shiftKey: true }), mac)).toBe('newChat');
  expect(pressedShortcut(press('Ø', held), mac)).toBeNull();
});

test('a character alone is a shortcut only while nothing is typed', () => {
  const question = press('?', { shiftKey: true, code: 'Slash' });
  expect(pressedShortcut(question, { isApple: false, isTyping: false })).toBe('help');
  expect(pressedShortcut(question, windows)).toBeNull();
});

test('AltGr, unfinished input and the keys of the message field are left alone', () => {
  const held = { ctrlKey: true, altKey: true, shiftKey: true };
  expect(pressedShortcut(press('O', held), windows)).toBeNull();
  expect(pressedShortcut(press('k', { ctrlKey: true, isComposing: true }), windows)).toBeNull();
  expect(pressedShortcut(press('Enter'), { isApple: false, isTyping: false })).toBeNull();
});

test.each([
  ['search', 'Ctrl+K', '⌘K'],
  ['newChat', 'Alt+Shift+O', '⌃⇧O'],
  ['newLine', 'Shift+Enter', '⇧↩'],
  ['stop', 'Esc', 'esc'],
] as const)('%s is written %s, or %s on a Mac', (id, elsewhere, onMac) => {
  expect(shownKeys(id, false)).toBe(elsewhere);
  expect(shownKeys(id, true)).toBe(onMac);
});

test.each([
  ['MacIntel', true],
  ['iPhone', true],
  ['iPad', true],
  ['Win32', false],
  ['Linux x86_64', false],
])('%s is an Apple system: %s', (platform, expected) => {
  expect(isAppleSystem({ platform })).toBe(expected);
});

test('Alt with an arrow goes from turn to turn, except where it has another use', () => {
  const alt = { altKey: true, code: 'ArrowUp' };
  for (const system of [windows, mac]) {
    expect(pressedShortcut(press('ArrowUp', alt), system)).toBe('previousTurn');
    expect(pressedShortcut(press('ArrowDown', alt), { ...system, isTyping: false })).toBe(
      'nextTurn',
    );
    expect(pressedShortcut(press('ArrowUp', alt), { ...system, ownsArrows: true })).toBeNull();
    expect(pressedShortcut(press('ArrowUp', { ...alt, shiftKey: true }), system)).toBeNull();
    expect(pressedShortcut(press('ArrowUp'), system)).toBeNull();
  }
  expect(shownKeys('previousTurn', false)).toBe('Alt+↑');
  expect(shownKeys('nextTurn', true)).toBe('⌥↓');
});

test('the key that sends is shown as it is set', () => {
  expect(shownKeys('send', false)).toBe('Enter');
  expect(shownKeys('send', false, 'modified')).toBe('Ctrl+Enter');
  expect(shownKeys('send', true, 'modified')).toBe('⌘↩');
  expect(shownKeys('newLine', false, 'modified')).toBe('Enter');
  expect(ariaKeys('send', true, 'modified')).toBe('Meta+Enter');
});
