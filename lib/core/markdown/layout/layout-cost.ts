// Letters, digits and marks up to here, and ideographs, are shaped one by one.
const LAST_LATIN = 0x24f;
const FIRST_PUNCTUATION = 0x2010;
const LAST_PUNCTUATION = 0x2026;
const FIRST_IDEOGRAPHIC = 0x2e80;
const LAST_IDEOGRAPHIC = 0xd7ff;

/** The maximum cost of one layout block. A browser lays out all of it again when a word is added to it. */
export const MAX_BLOCK_COST = 32_768;

/**
 * What a UTF-16 unit may add to the layout of its block: 1, or 8 if a browser shapes it together
 * with its neighbors. A line break costs as much however short its line is, and control characters
 * need another font.
 */
export function layoutCost(code: number): 1 | 8 {
  if (code < 0x20) return code === 0x09 || code === 0x0d ? 1 : 8;
  if (code <= LAST_LATIN) return code >= 0x7f && code < 0xa0 ? 8 : 1;
  if (code >= FIRST_PUNCTUATION && code <= LAST_PUNCTUATION) return 1;
  return code >= FIRST_IDEOGRAPHIC && code <= LAST_IDEOGRAPHIC ? 1 : 8;
}
