export type TextDirection = 'ltr' | 'rtl';

// The scripts that are written from right to left, and the characters for presentation of them.
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LETTER = /\p{L}/u;

/** The direction of a text by its first letter, as `dir="auto"` has it; null if it has no letter. */
export function textDirection(text: string): TextDirection | null {
  const letter = LETTER.exec(text)?.[0];
  if (letter === undefined) return null;
  return RTL.test(letter) ? 'rtl' : 'ltr';
}
