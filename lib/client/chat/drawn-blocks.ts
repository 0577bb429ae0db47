import { blockIdOf, estimateBlockHeight, type LogBlock } from '#lib/core/chat/log-blocks.ts';

/** Which blocks of a log are drawn. The others only have their height. */
export type DrawnBlocks = {
  readonly conversationId: string | null;
  /** How many blocks the log has. */
  readonly count: number;
  /** The indices of the drawn blocks. */
  readonly drawn: ReadonlySet<number>;
  /** Measured heights of blocks that were drawn before, in px, by block ID. */
  readonly heights: ReadonlyMap<string, number>;
};

/** What a log opens with is what a window shows and what is likely read next, by estimated heights. */
const OPENING_WINDOWS = 2;
const MIN_OPENING_PX = 1200;

export const NOTHING_DRAWN: DrawnBlocks = {
  conversationId: null,
  count: 0,
  drawn: new Set(),
  heights: new Map(),
};

/**
 * What is drawn of a log that has changed: a conversation that opens begins at its end, and what is written
 * below is drawn. Returns the same object if nothing is to change.
 */
export function followBlocks(
  state: DrawnBlocks,
  conversationId: string,
  blocks: readonly LogBlock[],
): DrawnBlocks {
  const count = blocks.length;
  const isSame = state.conversationId === conversationId;
  if (isSame && state.count === count) return state;
  const { heights } = state;
  const atEnd = lastBlocks(blocks);
  // Its messages may have been read since.
  if (!isSame || state.count === 0)
    return { conversationId, count, drawn: new Set(atEnd), heights };
  const kept = [...state.drawn].filter((index) => index < count);
  // Another branch can be longer by thousands of messages.
  const added = atEnd.filter((index) => index >= state.count || index === count - 1);
  return { conversationId, count, drawn: new Set([...kept, ...added]), heights };
}

/** The height of a block that is not drawn, in px: as it was, or estimated. */
export function heightOf({ heights }: DrawnBlocks, block: LogBlock): number {
  return heights.get(blockIdOf(block)) ?? estimateBlockHeight(block);
}

function lastBlocks(blocks: readonly LogBlock[]): number[] {
  const indices: number[] = [];
  const openingPx = Math.max(MIN_OPENING_PX, OPENING_WINDOWS * (globalThis.innerHeight ?? 0));
  let height = 0;
  for (let index = blocks.length - 1; index >= 0 && height < openingPx; index -= 1) {
    indices.push(index);
    height += estimateBlockHeight(blocks[index] ?? []);
  }
  return indices;
}
