/*
 * What rendering a reply may cost, whatever it contains; a test checks these limits for a family of
 * shapes. They are linear in the text, so that the longest formatted reply has a known cost.
 */

/**
 * Elements and text nodes per character. The most expensive are empty code blocks: a frame, a label
 * and a button for eight characters.
 */
export const MAX_NODES_PER_CHARACTER = 2.5;

/** Elements and text nodes that every reply has. */
export const MAX_NODES_OF_FRAME = 30;

/**
 * Characters of markup per character. The most expensive are uses of a definition with a long
 * address.
 */
export const MAX_MARKUP_PER_CHARACTER = 800;
