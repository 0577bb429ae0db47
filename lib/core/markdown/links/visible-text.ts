// Soft hyphen, zero-width and bidi controls (Unicode UAX #9), fillers, invisible operators, tags; but
// not variation selectors, which choose between a letter-like and a coloured emoji.
const INVISIBLE = /(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;

/** The text without characters that a reader cannot see or that change the order of what is read. */
export function stripInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}
