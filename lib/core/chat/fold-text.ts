/** A text of more lines, or of as many characters as fill them, is taller than most screens. */
const MAX_LINES = 30;
const MAX_LENGTH = 2500;
const SHOWN_LINES = 12;
const SHOWN_LENGTH = 900;
/** How far before the cut to look for the end of a word. */
const WORD = 100;

/**
 * Where to fold a sent message that is longer than a screen: its first lines, and the rest. Together they
 * are the text, without the line break between them if `atLine`.
 *
 * @returns null for a text that is shown whole
 */
export function foldText(text: string): { shown: string; rest: string; atLine: boolean } | null {
  const tooManyLines = lineStart(text, MAX_LINES) !== -1;
  if (!tooManyLines && text.length <= MAX_LENGTH) return null;
  const line = lineStart(text, SHOWN_LINES);
  if (line !== -1 && line <= SHOWN_LENGTH) {
    return { shown: text.slice(0, line - 1), rest: text.slice(line), atLine: true };
  }
  const space = text.lastIndexOf(' ', SHOWN_LENGTH);
  const word = space > SHOWN_LENGTH - WORD ? space + 1 : SHOWN_LENGTH;
  const at = isLowSurrogate(text, word) ? word + 1 : word;
  return { shown: text.slice(0, at), rest: text.slice(at), atLine: false };
}

/** Where the line after so many lines starts; -1 if there are no more. */
function lineStart(text: string, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) return -1;
  }
  return at;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
