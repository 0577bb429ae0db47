import { blockIdOf, type LogBlock } from '#lib/core/chat/log-blocks.ts';
import type { DrawnBlocks } from './drawn-blocks.ts';

/** As many as stay drawn: what is near the view, and where the reader was before. */
const MAX_DRAWN = 24;

/**
 * Draws more blocks, and no longer those that are farthest from them if they become too many.
 *
 * @param measure the height of a drawn block in px; null if it has to stay drawn
 */
export function drawBlocks(
  state: DrawnBlocks,
  wanted: readonly number[],
  blocks: readonly LogBlock[],
  measure: (index: number) => number | null,
): DrawnBlocks {
  const missing = wanted.filter((index) => blocks[index] && !state.drawn.has(index));
  const [first] = missing;
  if (first === undefined) return state;
  const drawn = new Set([...state.drawn, ...missing]);
  const heights = new Map(state.heights);
  const farthestFirst = [...state.drawn].sort((a, b) => Math.abs(b - first) - Math.abs(a - first));
  for (const index of farthestFirst) {
    if (drawn.size <= MAX_DRAWN) break;
    const block = blocks[index];
    const height = index < state.count - 1 ? measure(index) : null;
    if (!block || height === null) continue;
    heights.set(blockIdOf(block), height);
    drawn.delete(index);
  }
  return { ...state, drawn, heights };
}

/** Draws everything, as for paper. */
export function drawEverything(state: DrawnBlocks): DrawnBlocks {
  return { ...state, drawn: new Set(Array.from({ length: state.count }, (_, index) => index)) };
}
