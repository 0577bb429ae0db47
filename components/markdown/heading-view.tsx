import type { Inline } from '#lib/core/markdown/markdown-tree.ts';
import { Inlines } from './inlines.tsx';

type HeadingViewProps = {
  level: 1 | 2 | 3 | 4 | 5 | 6;
  text: readonly Inline[];
  hasIndicator: boolean;
};

// h1 to h3 belong to the page, and replies may start at any level. The three levels people use
// share one element, so that none is skipped; their sizes differ.
const ELEMENTS = { 1: 'h4', 2: 'h4', 3: 'h4', 4: 'h5', 5: 'h6', 6: 'h6' } as const;
const SIZES = {
  1: 'text-xl/[1.35]',
  2: 'text-[1.1rem]/[1.4]',
  3: 'text-base',
  4: 'text-base',
  5: 'text-base',
  6: 'text-base text-muted',
} as const;

/** A heading within a reply: modest, and below the headings of the page. */
export function HeadingView({ level, text, hasIndicator }: HeadingViewProps) {
  const Element = ELEMENTS[level];
  return (
    <Element dir="auto" className={hasIndicator ? `${SIZES[level]} streaming-mark` : SIZES[level]}>
      <Inlines inlines={text} />
    </Element>
  );
}
