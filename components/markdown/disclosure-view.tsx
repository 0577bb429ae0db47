import type { ReactNode } from 'react';
import type { Disclosure, NestedBlock } from '#lib/core/markdown/layout/nest-details.ts';
import { Inlines } from './inlines.tsx';
import { renderParts } from './render-parts.ts';

type DisclosureViewProps = {
  disclosure: Disclosure;
  hasIndicator: boolean;
  renderBlock: (block: NestedBlock, index: number, hasIndicator: boolean) => ReactNode;
};

/** What a reply folds away, under its title. Opening it is the reader's; paper shows all of it. */
export function DisclosureView({ disclosure, hasIndicator, renderBlock }: DisclosureViewProps) {
  const { isOpen, title, blocks } = disclosure;
  return (
    <details dir="auto" open={isOpen} className="disclosure">
      <summary className={hasIndicator ? 'streaming-mark' : undefined}>
        {title === null ? 'Details' : <Inlines inlines={title} />}
      </summary>
      {blocks.length > 0 && (
        <div className="reply-flow">
          {renderParts(blocks, (block, index, isLast) =>
            renderBlock(block, index, hasIndicator && isLast),
          )}
        </div>
      )}
    </details>
  );
}
