/*
 * What drawing a reply may cost, whatever it says: a test holds them for a family of shapes. They are
 * linear in the text, so that the longest reply that is formatted costs a known amount.
 */

/** Elements and texts for each character. The dearest are blocks of code with nothing in them: a frame, a label, a button for eight characters. */
export const MAX_NODES_PER_CHARACTER = 2.5;

/** Elements and texts that a reply has in any case. */
export const MAX_NODES_OF_FRAME = 30;

/** Characters of markup for each character: the dearest are uses of a definition with a long address. */
export const MAX_MARKUP_PER_CHARACTER = 800;
