const MAX_WORD_LENGTH = 256;
const MAX_PIECE_LENGTH = 128;
// Between these characters (Chinese, Japanese, Korean) a line may break anywhere, so they need no
// cuts.
const FIRST_IDEOGRAPHIC = 0x2e80;
const LAST_IDEOGRAPHIC = 0xd7ff;

/**
 * Cuts text within words that are longer than any real one, so that a line can break there. A
 * browser shapes such a word again from its beginning for each line it fills, because any two
 * letters may touch: 100 kB of one letter in a font with kerning take four seconds of layout, 1 MB
 * takes minutes. The pieces joined are the text, and no cut is within a surrogate pair.
 */
export function cutLongWords(text: string): readonly string[] {
  const pieces: string[] = [];
  let cutAt = 0;
  let wordStart = 0;
  for (let index = 0; index <= text.length; index += 1) {
    if (index < text.length && !endsWord(text.charCodeAt(index))) continue;
    for (const at of cutsInWord(text, wordStart, index)) {
      if (at > 0) pieces.push(text.slice(cutAt, at));
      cutAt = at;
    }
    wordStart = index + 1;
  }
  pieces.push(text.slice(cutAt));
  return pieces;
}

/** Where to cut a word: before it, because its line may have little room, and within it. */
function cutsInWord(text: string, start: number, end: number): readonly number[] {
  const cuts: number[] = [];
  if (end - start <= MAX_WORD_LENGTH) return cuts;
  for (let at = start; at < end; ) {
    cuts.push(at);
    at += MAX_PIECE_LENGTH;
    if (isLowSurrogate(text.charCodeAt(at))) at -= 1;
  }
  return cuts;
}

function endsWord(code: number): boolean {
  return code <= 0x20 || (code >= FIRST_IDEOGRAPHIC && code <= LAST_IDEOGRAPHIC);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
