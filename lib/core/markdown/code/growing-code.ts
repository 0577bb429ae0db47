import { CODE_CHUNK_LENGTH } from '../blocks/line-chunks.ts';

/** Code to highlight, and the position of the chunk that it starts with. */
type GrowingCode = { code: string; position: number };

/**
 * The complete lines at the end of code that is still growing: those of the last chunk, after the chunk
 * before it for context. The last line may be half a line.
 */
export function growingCode(chunks: readonly string[]): GrowingCode {
  const last = chunks.at(-1) ?? '';
  const before = chunks.at(-2) ?? '';
  const context = before.length <= CODE_CHUNK_LENGTH ? before : '';
  const lines = last.slice(0, last.lastIndexOf('\n', last.length - 2) + 1);
  const position = Math.max(0, chunks.length - (context === '' ? 1 : 2));
  return lines.length > 2 * CODE_CHUNK_LENGTH
    ? { code: '', position }
    : { code: context + lines, position };
}
