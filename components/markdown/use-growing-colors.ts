import { useEffect, useRef, useState } from 'react';
import type { CodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import { growingCode } from '#lib/core/markdown/code/growing-code.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { reuseEqual } from '#lib/core/markdown/values/reuse-equal.ts';
import { type ChunkColors, highlightChunks } from './highlight-chunks.ts';
import { whenIdle } from './when-idle.ts';

type Code = Extract<Block, { type: 'code' }>;
type Growing = ReadonlyMap<number, ChunkColors>;

const MIN_PAUSE_MS = 150;
const PAUSE_MS_PER_CHARACTER = 1 / 20;
/** A slow grammar, or a slow machine, gets at most this part of the time. */
const MAX_SHARE = 1 / 10;
const NONE: Growing = new Map();

/**
 * Colors for the complete lines at the end of a block of code that is still growing, by the position of
 * their chunk. They are highlighted again and again, so only the last chunks are: a few kilobytes, which
 * take a few milliseconds.
 */
export function useGrowingColors(block: Code, language: CodeLanguage | null): Growing {
  const { open } = block;
  const [colors, setColors] = useState(NONE);
  const latest = useRef(block.chunks);
  useEffect(() => {
    latest.current = block.chunks;
  });
  useEffect(() => {
    if (!open || !language) return;
    let highlighted = '';
    return repeatWhenIdle(async (isWanted) => {
      const { code, position } = growingCode(latest.current);
      const pauseMs = Math.max(MIN_PAUSE_MS, code.length * PAUSE_MS_PER_CHARACTER);
      if (code === highlighted) return pauseMs;
      highlighted = code;
      const next = await highlightChunks(language, code);
      if (!isWanted()) return pauseMs;
      const positioned = next.map((chunk, index) => [position + index, chunk] as const);
      setColors((previous) => reuseMap(previous, new Map(positioned)));
      return pauseMs;
    });
  }, [open, language]);
  return colors;
}

/** Equal colors stay the same objects and are not drawn again. */
function reuseMap(previous: Growing, next: Growing): Growing {
  return new Map([...next].map(([at, colors]) => [at, reuseEqual(previous.get(at), colors)]));
}

/**
 * Does `work` again and again, each time when the browser is idle, until the result is called. `work`
 * returns how many milliseconds to pause.
 */
function repeatWhenIdle(work: (isWanted: () => boolean) => Promise<number>): () => void {
  let isWanted = true;
  let cancel = () => {};
  const wait = (ms: number) => {
    const timer = setTimeout(() => {
      cancel = whenIdle(async () => {
        const start = performance.now();
        const pauseMs = await work(() => isWanted);
        const usedMs = performance.now() - start;
        if (isWanted) wait(Math.max(pauseMs, usedMs / MAX_SHARE));
      });
    }, ms);
    cancel = () => clearTimeout(timer);
  };
  wait(0);
  return () => {
    isWanted = false;
    cancel();
  };
}
