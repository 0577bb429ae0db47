import { useContext, useEffect, useRef, useState } from 'react';
import { type CodeLanguage, findCodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import { colorable, nextToColor } from '#lib/core/markdown/code/next-to-color.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { reuseEqual } from '#lib/core/markdown/values/reuse-equal.ts';
import { CodeColorsContext } from './code-colors.ts';
import { type ChunkColors, type Highlighted, highlightChunks } from './highlight-chunks.ts';
import { repeatWhenIdle, whenIdle } from './when-idle.ts';

type Code = Extract<Block, { type: 'code' }>;
type ShowColors = (position: number, colors: ChunkColors) => void;
type Latest = { readonly current: { chunks: readonly string[]; colors: Highlighted } };

const MIN_PAUSE_MS = 150;
const PAUSE_MS_PER_CHARACTER = 1 / 20;
const MAX_CACHED = 60;
const NONE: Highlighted = [];

/**
 * Closed blocks by language and text, so that a message that scrolls back into view has its colors
 * at once.
 */
const cache = new Map<string, Highlighted>();

/**
 * Colors for the chunks of a code block, or `null` for a chunk without colors (yet). Code is highlighted
 * when the browser is idle and shown a few kilobytes at a time, so that neither takes a frame's time:
 * while the block is growing, what has been added to it; once it is closed, all of it, because a
 * comment or a string may have begun long before. The highlighter and the grammar are loaded when a
 * block first needs them.
 */
export function useCodeColors(block: Code): readonly (ChunkColors | null)[] {
  const { chunks, open } = block;
  const language = findCodeLanguage(block.language);
  const code = language && !open ? colorable(chunks).join('') : '';
  const known = useContext(CodeColorsContext);
  const [colors, setColors] = useState(
    () => known?.(language, code) ?? cache.get(cacheKey(language, code)) ?? NONE,
  );
  const latest = useRef({ chunks, colors });
  useEffect(() => {
    latest.current = { chunks, colors };
  });
  useEffect(() => {
    if (!language) return;
    const show: ShowColors = (position, next) =>
      setColors((previous) => withColors(previous, position, next));
    if (open) return colorGrowing(language, latest, show);
    return code === '' ? undefined : colorClosed(language, latest.current.chunks, show);
  }, [language, code, open]);
  return chunks.map((text, position) => {
    const existing = colors[position];
    return existing && text.startsWith(existing.text) ? existing : null;
  });
}

/** Colors what is added to a block, until the result is called. */
function colorGrowing(language: CodeLanguage, latest: Latest, show: ShowColors): () => void {
  let highlighted = '';
  return repeatWhenIdle(async (isWanted) => {
    const { chunks, colors } = latest.current;
    const colored = countColored(chunks, colors);
    const slice = nextToColor(chunks, colored);
    const code = slice.chunks.join('');
    const pauseMs = Math.max(MIN_PAUSE_MS, code.length * PAUSE_MS_PER_CHARACTER);
    if (code === highlighted) return pauseMs;
    highlighted = code;
    let { position } = slice;
    for await (const next of highlightChunks(language, slice.chunks)) {
      if (!isWanted()) break;
      if (position >= colored) show(position, next);
      position += 1;
    }
    return pauseMs;
  });
}

/** Colors a block that has ended, unless the result is called before. */
function colorClosed(
  language: CodeLanguage,
  block: readonly string[],
  show: ShowColors,
): () => void {
  let isWanted = true;
  const chunks = colorable(block);
  const cancel = whenIdle(async () => {
    const highlighted: ChunkColors[] = [];
    for await (const next of highlightChunks(language, chunks)) {
      if (!isWanted) return;
      show(highlighted.length, next);
      highlighted.push(next);
    }
    if (highlighted.length === chunks.length) remember(language, chunks, highlighted);
  });
  return () => {
    isWanted = false;
    cancel();
  };
}

/** How many chunks at the beginning have their final colors. The last one may still grow. */
function countColored(chunks: readonly string[], colors: Highlighted): number {
  const complete = chunks.slice(0, -1);
  const first = complete.findIndex((text, position) => colors[position]?.text !== text);
  return first < 0 ? complete.length : first;
}

/** Equal colors stay the same objects and are not drawn again. */
function withColors(previous: Highlighted, position: number, next: ChunkColors): Highlighted {
  const kept = reuseEqual(previous[position], next);
  if (kept === previous[position]) return previous;
  const colors = [...previous];
  colors[position] = kept;
  return colors;
}

function cacheKey(language: CodeLanguage | null, code: string): string {
  return `${language}\n${code}`;
}

function remember(
  language: CodeLanguage,
  chunks: readonly string[],
  highlighted: Highlighted,
): void {
  cache.set(cacheKey(language, chunks.join('')), highlighted);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
}
