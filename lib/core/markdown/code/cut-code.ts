// The highlighter's time can grow with the square of a line's length, and in some languages of the
// text's: 60 kB of one word take `ini` ten seconds. Of the samples in the tests, the slowest piece takes
// 45 ms at these lengths (`csharp`; 175 at twice the length), and usual code 2 to 8.
const MAX_PIECE_LENGTH = 5_000;
const MAX_LINE_LENGTH = 1_000;

/** A part of the code that is highlighted on its own, or not at all. */
export type CodePiece = { text: string; isHighlighted: boolean };

/**
 * Cuts code at line ends into pieces that a highlighter can take one at a time. In the second half of a
 * piece, it prefers a line that begins at the margin after a blank line, then any line after a blank line:
 * there, a cut is less likely to split a comment or a multi-line string. Overlong lines are pieces
 * without colors. The pieces joined are the code.
 */
export function cutCode(code: string): readonly CodePiece[] {
  const pieces: CodePiece[] = [];
  let start = 0;
  let afterBlank = 0;
  let atMargin = 0;
  const cut = (end: number, isHighlighted: boolean) => {
    if (end > start) pieces.push({ text: code.slice(start, end), isHighlighted });
    start = end;
  };
  for (let line = 0; line < code.length; ) {
    const next = code.indexOf('\n', line) + 1 || code.length;
    if (code[line - 2] === '\n') {
      afterBlank = line;
      if (!' \t\n'.includes(code.charAt(line))) atMargin = line;
    }
    if (next - line > MAX_LINE_LENGTH) {
      cut(line, true);
      cut(next, false);
    } else if (next - start > MAX_PIECE_LENGTH) {
      const half = start + MAX_PIECE_LENGTH / 2;
      cut([atMargin, afterBlank].find((at) => at > half) ?? line, true);
    }
    line = next;
  }
  cut(code.length, true);
  return pieces;
}
