import { memo } from 'react';
import { blockDirection } from '#lib/core/markdown/layout/block-direction.ts';
import { type NestedBlock, nestDetails } from '#lib/core/markdown/layout/nest-details.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { CodeSlot } from './diagram/code-slot.tsx';
import { DisclosureView } from './disclosure-view.tsx';
import { UnusedFootnote } from './footnotes.tsx';
import { HeadingView } from './heading-view.tsx';
import { Inlines } from './inlines.tsx';
import { ListView } from './list-view.tsx';
import { LiteralView } from './literal-view.tsx';
import { renderParts } from './render-parts.ts';
import { TableView } from './table-view.tsx';

type BlockViewProps = {
  block: NestedBlock;
  /** Whether the streaming indicator belongs at the end of this block. */
  hasIndicator: boolean;
};

/** One block of a reply. It renders again only when the block is a different object. */
export const BlockView = memo(function BlockView({ block, hasIndicator }: BlockViewProps) {
  const indicatorClass = hasIndicator ? 'streaming-mark' : undefined;
  switch (block.type) {
    case 'paragraph':
      return (
        <p dir="auto" className={indicatorClass}>
          <Inlines inlines={block.children} more={block.more} />
        </p>
      );
    case 'heading':
      return <HeadingView level={block.level} text={block.children} hasIndicator={hasIndicator} />;
    case 'rule':
      return <hr className="border-line" />;
    case 'code':
      return <CodeSlot block={block} hasIndicator={hasIndicator} />;
    case 'quote':
      return (
        <blockquote
          dir={blockDirection(block.blocks)}
          className="reply-flow border-s-2 border-line ps-4 text-muted"
        >
          <Blocks blocks={block.blocks} hasIndicator={hasIndicator} />
        </blockquote>
      );
    case 'list':
      return <ListView list={block} hasIndicator={hasIndicator} renderBlock={renderBlock} />;
    case 'table':
      return <TableView table={block} hasIndicator={hasIndicator} />;
    case 'footnote':
      return <UnusedFootnote note={block} renderBlocks={renderQuietly} />;
    case 'disclosure':
      return (
        <DisclosureView disclosure={block} hasIndicator={hasIndicator} renderBlock={renderBlock} />
      );
    case 'literal':
      return <LiteralView literal={block} hasIndicator={hasIndicator} />;
  }
});

type BlocksProps = { blocks: readonly Block[]; hasIndicator: boolean };

/** Blocks one below the other. */
export function Blocks({ blocks, hasIndicator }: BlocksProps) {
  return renderParts(nestDetails(blocks), (block, index, isLast) =>
    renderBlock(block, index, hasIndicator && isLast),
  );
}

function renderQuietly(blocks: readonly Block[]) {
  return <Blocks blocks={blocks} hasIndicator={false} />;
}

function renderBlock(block: NestedBlock, index: number, hasIndicator: boolean) {
  return <BlockView key={index} block={block} hasIndicator={hasIndicator} />;
}
