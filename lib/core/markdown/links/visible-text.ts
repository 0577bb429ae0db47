// Soft hyphen, zero-width and bidi controls (Unicode UAX #9), fillers, invisible operators, tags;
// but not variation selectors, which choose between a text-style and a color emoji.
const INVISIBLE = /(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;

/** The text without characters that are invisible or change the reading order. */
export function stripInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}
