'use client';

import { memo } from 'react';
import { type DrawnBlocks, heightOf } from '#lib/client/chat/drawn-blocks.ts';
import { blockIdOf, type LogBlock } from '#lib/core/chat/log-blocks.ts';
import { LogBlockView, UndrawnBlock } from './log-block.tsx';

/** So many are compared as one when a reply grows, which happens at the end of thousands. */
const BLOCKS = 32;

type BlockRangesProps = {
  blocks: readonly LogBlock[];
  state: DrawnBlocks;
  /** Whether every block is drawn, whatever `state` says. */
  drawsAll: boolean;
  /** The IDs of each message and its versions (`siblingIdsOf`). */
  siblingIds: ReadonlyMap<string, string>;
  editingId: string | null;
  onEditing: (messageId: string | null) => void;
};

/** The turns of the log, and the places of those that are not drawn. */
export function BlockRanges({ blocks, ...rest }: BlockRangesProps) {
  const starts = Array.from({ length: Math.ceil(blocks.length / BLOCKS) }, (_, at) => at * BLOCKS);
  const last = blocks.length - 1;
  return starts.map((start) => (
    <BlockRange
      key={start}
      start={start}
      blocks={blocks.slice(start, start + BLOCKS)}
      lastIndex={last < start + BLOCKS ? last : null}
      {...rest}
    />
  ));
}

type BlockRangeProps = BlockRangesProps & {
  start: number;
  /** The index of the last block of the log, if it is one of these. */
  lastIndex: number | null;
};

const BlockRange = memo(function BlockRange(props: BlockRangeProps) {
  const { blocks, start, lastIndex, state, drawsAll, siblingIds, editingId, onEditing } = props;
  return blocks.map((block, at) => {
    const index = start + at;
    return drawsAll || state.drawn.has(index) ? (
      <LogBlockView
        // Its turns stay where they are while more are written.
        key={`drawn ${index}`}
        {...{ block, index, siblingIds, editingId, onEditing }}
        isLast={index === lastIndex}
      />
    ) : (
      <UndrawnBlock
        key={`place ${blockIdOf(block)}`}
        index={index}
        height={heightOf(state, block)}
      />
    );
  });
}, isSame);

function isSame({ blocks, ...rest }: BlockRangeProps, next: BlockRangeProps): boolean {
  if (!Object.entries(rest).every(([name, value]) => value === Reflect.get(next, name))) {
    return false;
  }
  return (
    blocks.length === next.blocks.length &&
    blocks.every((block, index) => block === next.blocks[index])
  );
}
