import { wholeCharacterEnd } from '../../text/whole-character-end.ts';

const LINES_PER_CHUNK = 50;
/** A chunk of code ends with the line that reaches this length. */
export const CODE_CHUNK_LENGTH = 4096;
const LITERAL_CHUNK_LENGTH = 4096;
const MAX_LITERAL_CHUNK_LENGTH = 65_536;

/** Complete chunks of lines and the rest for the next one. */
export type LineChunks = { chunks: readonly string[]; rest: string };

/**
 * Cuts text made of complete lines into chunks of fifty lines, or of a few kilobytes, so that a
 * long code block is rendered and highlighted piece by piece. A longer line is a chunk of its own.
 * `rest` contains the lines after the last complete chunk.
 */
export function chunkLines(text: string): LineChunks {
  const chunks: string[] = [];
  let start = 0;
  let lines = 0;
  const cut = (end: number) => {
    if (end > start) chunks.push(text.slice(start, end));
    start = end;
    lines = 0;
  };
  let line = 0;
  for (let end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', end) + 1) {
    if (end - line > CODE_CHUNK_LENGTH) cut(line);
    lines += 1;
    line = end;
    if (lines === LINES_PER_CHUNK || end - start >= CODE_CHUNK_LENGTH) cut(end);
  }
  return { chunks, rest: text.slice(start) };
}

/** Adds complete lines to chunked ones; complete chunks are reused. */
export function appendLines(before: LineChunks, text: string): LineChunks {
  const added = chunkLines(before.rest + text);
  return { chunks: [...before.chunks, ...added.chunks], rest: added.rest };
}

/** Every chunk, including the incomplete one. */
export function allChunks({ chunks, rest }: LineChunks): readonly string[] {
  return rest === '' ? chunks : [...chunks, rest];
}

/**
 * Cuts literal text at line ends into pieces of a few kilobytes; a much longer line is cut inside.
 */
export function chunkLiteral(text: string): readonly string[] {
  const chunks: string[] = [];
  let start = 0;
  while (text.length - start > LITERAL_CHUNK_LENGTH) {
    const lineEnd = text.indexOf('\n', start + LITERAL_CHUNK_LENGTH - 1);
    const furthest = start + MAX_LITERAL_CHUNK_LENGTH;
    if (lineEnd < 0 && text.length <= furthest) break;
    const end =
      lineEnd < 0 || lineEnd >= furthest ? wholeCharacterEnd(text, furthest) : lineEnd + 1;
    chunks.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) chunks.push(text.slice(start));
  return chunks;
}

/**
 * Removes the line breaks at both ends. A pattern such as `\n+$` would cost the square of a long
 * run.
 */
export function trimLineBreaks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '\n') start += 1;
  while (end > start && text[end - 1] === '\n') end -= 1;
  return text.slice(start, end);
}
