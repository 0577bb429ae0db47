// The highlighter's time can grow with the square of a line's length, and in some languages of the
// text's: 60 kB of one word take `ini` ten seconds. At these lengths no piece takes longer than a
// fifth of a second.
const MAX_PIECE_LENGTH = 10_000;
const MAX_LINE_LENGTH = 1_000;

/** A part of the code that is highlighted on its own, or not at all. */
type CodePiece = { text: string; isHighlighted: boolean };

/**
 * Cuts code at line ends into pieces that a highlighter can take one at a time. It prefers a blank
 * line in the second half of a piece, where a cut is less likely to split a comment or a multi-line
 * string. Overlong lines are pieces without colors. The pieces joined are the code.
 */
export function cutCode(code: string): readonly CodePiece[] {
  const pieces: CodePiece[] = [];
  let start = 0;
  let blank = 0;
  const cut = (end: number, isHighlighted: boolean) => {
    if (end > start) pieces.push({ text: code.slice(start, end), isHighlighted });
    start = end;
    blank = end;
  };
  for (let line = 0; line < code.length; ) {
    const next = code.indexOf('\n', line) + 1 || code.length;
    if (next - line > MAX_LINE_LENGTH) {
      cut(line, true);
      cut(next, false);
    } else if (next - start > MAX_PIECE_LENGTH) {
      cut(blank - start > MAX_PIECE_LENGTH / 2 ? blank : line, true);
    }
    if (next - line === 1) blank = next;
    line = next;
  }
  cut(code.length, true);
  return pieces;
}
