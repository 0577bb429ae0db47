const INVISIBLE_NAMES = new Map([
  [0x09, 'tab'],
  [0x0a, 'line break'],
  [0x0d, 'line break'],
  [0x20, 'space'],
  [0xa0, 'no-break space'],
  [0xad, 'soft hyphen'],
  [0x200b, 'zero-width space'],
  [0x200c, 'zero-width non-joiner'],
  [0x200d, 'zero-width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x202f, 'narrow no-break space'],
  [0x2060, 'word joiner'],
  [0xfeff, 'byte order mark'],
]);

/** The name of an invisible character, such as "zero-width space"; `null` if it isn't in the list. */
export function invisibleName(codePoint: number | undefined): string | null {
  return codePoint === undefined ? null : (INVISIBLE_NAMES.get(codePoint) ?? null);
}

/** How Unicode writes a code point: `8220` is "U+201C". */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
