import { memo } from 'react';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { CodeBlock } from './code-block.tsx';
import { drawInOrder } from './draw-in-order.ts';
import { HeadingView } from './heading-view.tsx';
import { Inlines } from './inlines.tsx';
import { ListView } from './list-view.tsx';
import { LiteralView } from './literal-view.tsx';
import { TableView } from './table-view.tsx';

type BlockViewProps = {
  block: Block;
  /** Whether the streaming indicator belongs at the end of this block. */
  marked: boolean;
};

/** One block of a reply. It renders again only when the block is a different object. */
export const BlockView = memo(function BlockView({ block, marked }: BlockViewProps) {
  const mark = marked ? 'streaming-mark' : undefined;
  switch (block.type) {
    case 'paragraph':
      return (
        <p className={mark}>
          <Inlines of={block.children} more={block.more} />
        </p>
      );
    case 'heading':
      return <HeadingView level={block.level} text={block.children} marked={marked} />;
    case 'rule':
      return <hr className="border-line" />;
    case 'code':
      return <CodeBlock block={block} marked={marked} />;
    case 'quote':
      return (
        <blockquote className="reply-flow border-l-2 border-line pl-4 text-muted">
          <Blocks of={block.blocks} marked={marked} />
        </blockquote>
      );
    case 'list':
      return <ListView list={block} marked={marked} drawBlock={drawBlock} />;
    case 'table':
      return <TableView table={block} marked={marked} />;
    case 'literal':
      return <LiteralView literal={block} marked={marked} />;
  }
});

type BlocksProps = { of: readonly Block[]; marked: boolean };

/** Blocks one below the other. */
export function Blocks({ of, marked }: BlocksProps) {
  return drawInOrder(of, (block, place, isLast) => drawBlock(block, place, marked && isLast));
}

function drawBlock(block: Block, place: number, marked: boolean) {
  return <BlockView key={place} block={block} marked={marked} />;
}
