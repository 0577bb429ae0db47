import { allChunks, chunkLines } from '#lib/core/markdown/blocks/line-chunks.ts';
import type { CodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';

/** The colors of a chunk of code, or of its beginning `text`. */
export type ChunkColors = { text: string; tokens: readonly CodeToken[] };

export type Highlighted = readonly ChunkColors[];

export const NOT_HIGHLIGHTED: Highlighted = [];

/** Colors for code in the chunks of a block; none if they cannot be loaded. */
export async function highlightChunks(language: CodeLanguage, code: string): Promise<Highlighted> {
  try {
    const { highlightCode } = await import('./highlight-code.ts');
    const chunks = allChunks(chunkLines(code));
    const tokens = await highlightCode(chunks, language);
    return chunks.map((text, position) => ({ text, tokens: tokens[position] ?? [text] }));
  } catch {
    // The grammar could not be loaded: code without colors is still readable.
    return NOT_HIGHLIGHTED;
  }
}
