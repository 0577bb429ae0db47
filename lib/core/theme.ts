/** What the visitor chose; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** Reads the theme cookie; anything unknown follows the device. */
export function readTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}
