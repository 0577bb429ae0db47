import type { CodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';

/** The colors of a chunk of code, or of its beginning `text`. */
export type ChunkColors = { text: string; tokens: readonly CodeToken[] };

export type Highlighted = readonly ChunkColors[];

/**
 * Yields the colors of each chunk, in order, as soon as they are known. Ends early if the grammar can't
 * be loaded: code without colors is still readable.
 */
export async function* highlightChunks(
  language: CodeLanguage,
  chunks: readonly string[],
): AsyncGenerator<ChunkColors, void> {
  try {
    const { highlightCode } = await import('./highlight-code.ts');
    let position = 0;
    for await (const tokens of highlightCode(chunks, language)) {
      yield { text: chunks[position] ?? '', tokens };
      position += 1;
    }
  } catch {
    return;
  }
}
