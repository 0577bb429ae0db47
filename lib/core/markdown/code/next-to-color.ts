import { CODE_CHUNK_LENGTH } from '../blocks/line-chunks.ts';

/** A slice is at most this long, and one chunk. */
const SLICE_LENGTH = 2 * CODE_CHUNK_LENGTH;
/** More has no colors, so that a page with very long code stays light. */
const MAX_COLORED_LENGTH = 60_000;

/** Chunks to highlight together; the first one is at `position` in the block. */
type Slice = { chunks: readonly string[]; position: number };

/** The chunks at the beginning of a block that get colors: 60,000 characters of them. */
export function colorable(chunks: readonly string[]): readonly string[] {
  let length = 0;
  const end = chunks.findIndex((chunk) => {
    length += chunk.length;
    return length > MAX_COLORED_LENGTH;
  });
  return end < 0 ? chunks : chunks.slice(0, end);
}

/**
 * What to highlight next of a block that is still growing, of which the first `colored` chunks have
 * their colors: a few kilobytes after the chunk before them, for context. Of the block's last chunk, only
 * the complete lines: the last one may be half a line.
 */
export function nextToColor(block: readonly string[], colored: number): Slice {
  const before = block[colored - 1];
  const context = before !== undefined && before.length <= CODE_CHUNK_LENGTH ? [before] : [];
  const slice: string[] = [];
  let length = 0;
  for (const [index, chunk] of colorable(block).entries()) {
    if (index < colored) continue;
    const text = index < block.length - 1 ? chunk : completeLines(chunk);
    if (slice.length > 0 && length + text.length > SLICE_LENGTH) break;
    slice.push(text);
    length += text.length;
  }
  return { chunks: [...context, ...slice], position: colored - context.length };
}

function completeLines(chunk: string): string {
  return chunk.slice(0, chunk.lastIndexOf('\n', chunk.length - 2) + 1);
}
