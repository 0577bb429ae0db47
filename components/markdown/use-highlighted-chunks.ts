import { useContext, useEffect, useState } from 'react';
import { allChunks, chunkLines } from '#lib/core/markdown/blocks/line-chunks.ts';
import { type CodeLanguage, findCodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { reuseEqual } from '#lib/core/markdown/values/reuse-equal.ts';
import { CodeColorsContext, type Highlighted } from './code-colors.ts';

type Code = Extract<Block, { type: 'code' }>;
type ChunkTokens = readonly CodeToken[];

const MAX_HIGHLIGHTED_LENGTH = 60_000;
const MAX_CACHED = 60;
const NOT_HIGHLIGHTED: Highlighted = [];

/**
 * Closed blocks by language and text, so that a message that scrolls back into view has its colors
 * at once.
 */
const cache = new Map<string, Highlighted>();

/**
 * Tokens for the chunks of a code block, or `null` for a chunk without colors (yet). Highlighting
 * runs when the browser is idle: once the block is closed or, in a long block that is still
 * growing, chunk by chunk. The highlighter and the grammar are loaded when a block first needs
 * them.
 */
export function useHighlightedChunks(block: Code): readonly (ChunkTokens | null)[] {
  const { open } = block;
  const language = findCodeLanguage(block.language);
  const code = language ? codeToHighlight(block) : '';
  const known = useContext(CodeColorsContext);
  const [highlighted, setHighlighted] = useState(
    () => known?.(language, code) ?? cache.get(cacheKey(language, code)) ?? NOT_HIGHLIGHTED,
  );
  useEffect(() => {
    if (!language || code === '') return;
    let isWanted = true;
    const cancel = whenIdle(async () => {
      const next = await highlight(language, code);
      if (!open) remember(cacheKey(language, code), next);
      if (isWanted) setHighlighted((previous) => reuseEqual(previous, next));
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [language, code, open]);
  return block.chunks.map((text, position) => {
    const existing = highlighted[position];
    return existing?.text === text ? existing.tokens : null;
  });
}

async function highlight(language: CodeLanguage, code: string): Promise<Highlighted> {
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

/** All of a closed block. For an open one, its complete chunks, half as many again each time. */
function codeToHighlight({ chunks, open }: Code): string {
  const code = chunks.slice(0, open ? stepUpTo(chunks.length - 1) : chunks.length).join('');
  return code.length <= MAX_HIGHLIGHTED_LENGTH ? code : '';
}

/**
 * The largest of 0, 1, 2, 3, 5, 8, 12, … that does not exceed `count`, which keeps highlighting
 * linear overall.
 */
function stepUpTo(count: number): number {
  let step = 0;
  for (let next = 1; next <= count; next = Math.ceil(next * 1.5)) step = next;
  return step;
}

function whenIdle(work: () => Promise<void>): () => void {
  // `highlight` handles its own failures.
  const run = () => void work();
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: 1000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, 50);
  return () => clearTimeout(timer);
}

function cacheKey(language: CodeLanguage | null, code: string): string {
  return `${language}\n${code}`;
}

function remember(key: string, highlighted: Highlighted): void {
  if (highlighted.length === 0) return;
  cache.set(key, highlighted);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
}
