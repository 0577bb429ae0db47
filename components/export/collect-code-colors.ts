import { allChunks, chunkLines } from '#lib/core/markdown/blocks/line-chunks.ts';
import type { CodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import {
  type ChunkColors,
  type Highlighted,
  highlightChunks,
} from '../markdown/highlight-chunks.ts';

type Wanted = { language: CodeLanguage; code: string };

type CodeColors = {
  /** For `CodeColorsContext`: the colors of a block; what it doesn't have yet, it notes. */
  find: (language: CodeLanguage | null, code: string) => Highlighted | undefined;
  /** Computes what was noted; whether there was anything. Never rejects. */
  highlightWanted: () => Promise<boolean>;
};

/** Collects the colors of code in two passes: the first drawing notes the blocks, the second finds them. */
export function collectCodeColors(): CodeColors {
  const known = new Map<string, Highlighted>();
  const wanted = new Map<string, Wanted>();
  return {
    find(language, code) {
      if (!language || code === '') return undefined;
      const key = `${language}\n${code}`;
      const found = known.get(key);
      if (!found) wanted.set(key, { language, code });
      return found;
    },
    async highlightWanted() {
      const blocks = [...wanted];
      wanted.clear();
      for (const [key, { language, code }] of blocks)
        known.set(key, await highlight(language, code));
      return blocks.length > 0;
    },
  };
}

async function highlight(language: CodeLanguage, code: string): Promise<Highlighted> {
  const highlighted: ChunkColors[] = [];
  const chunks = allChunks(chunkLines(code));
  for await (const next of highlightChunks(language, chunks)) highlighted.push(next);
  return highlighted;
}
