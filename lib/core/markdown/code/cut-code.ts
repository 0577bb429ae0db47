// The highlighter can take the square of a line, in some languages of the text: 60 kB of one word take
// `ini` ten seconds. At these lengths no piece takes longer than a fifth of a second.
const LONGEST_PIECE = 10_000;
const LONGEST_LINE = 1_000;

/** A part of code: to be coloured by itself, or not at all. */
type CodePiece = { text: string; isColoured: boolean };

/**
 * Cuts code into pieces that a highlighter can take one at a time, at ends of lines; after a blank line
 * where there is one in the second half of a piece, as a comment or text over many lines is less likely
 * to be cut there. Lines that are far too long are pieces without colours. The pieces joined are the code.
 */
export function cutCode(code: string): readonly CodePiece[] {
  const pieces: CodePiece[] = [];
  let start = 0;
  let blank = 0;
  const cut = (end: number, isColoured: boolean) => {
    if (end > start) pieces.push({ text: code.slice(start, end), isColoured });
    start = end;
    blank = end;
  };
  for (let line = 0; line < code.length; ) {
    const next = code.indexOf('\n', line) + 1 || code.length;
    if (next - line > LONGEST_LINE) {
      cut(line, true);
      cut(next, false);
    } else if (next - start > LONGEST_PIECE) {
      cut(blank - start > LONGEST_PIECE / 2 ? blank : line, true);
    }
    if (next - line === 1) blank = next;
    line = next;
  }
  cut(code.length, true);
  return pieces;
}
