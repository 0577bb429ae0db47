/** What can be set about the page, with the values of each; the first is the default. */
export const PAGE_SETTINGS = {
  /** `system` follows the device. */
  theme: ['system', 'light', 'dark'],
  textSize: ['normal', 'small', 'large', 'largest'],
  /** The key that sends a message: Enter, or Ctrl+Enter (⌘ on Apple's systems), with Enter for a new line. */
  sendKey: ['enter', 'modified'],
  motion: ['system', 'reduced'],
  density: ['comfortable', 'compact'],
} as const;

export type PageSetting = keyof typeof PAGE_SETTINGS;
export type PageSettings = {
  -readonly [Name in PageSetting]: (typeof PAGE_SETTINGS)[Name][number];
};

/** Where a browser keeps them in localStorage, as a JSON object. */
export const SETTINGS_RECORD = 'starlight:settings';

/**
 * The settings among the members of `found`, such as the data attributes of a page. What is missing or has
 * no such value is the default.
 */
export function readSettings(found: Readonly<Record<string, unknown>>): PageSettings {
  return {
    theme: oneOf(PAGE_SETTINGS.theme, found['theme']),
    textSize: oneOf(PAGE_SETTINGS.textSize, found['textSize']),
    sendKey: oneOf(PAGE_SETTINGS.sendKey, found['sendKey']),
    motion: oneOf(PAGE_SETTINGS.motion, found['motion']),
    density: oneOf(PAGE_SETTINGS.density, found['density']),
  };
}

function oneOf<T>(values: readonly [T, ...T[]], found: unknown): T {
  return values.find((value) => value === found) ?? values[0];
}
