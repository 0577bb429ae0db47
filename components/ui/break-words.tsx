import { Fragment, type ReactNode } from 'react';
import { cutIntoBlocks } from '#lib/core/markdown/layout/cut-into-blocks.ts';
import { cutLongWords } from '#lib/core/markdown/layout/cut-long-words.ts';

/**
 * Text that a browser can lay out in bounded time: overlong words get break opportunities, and very
 * long text is divided into blocks.
 */
export function breakWords(text: string): ReactNode {
  const blocks = cutIntoBlocks(text);
  if (blocks.length === 1) return withBreaks(text);
  return blocks.map((block, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: while a text grows, blocks are added at its end.
    <span key={place} className="block">
      {withBreaks(block)}
    </span>
  ));
}

function withBreaks(text: string): ReactNode {
  const pieces = cutLongWords(text);
  if (pieces.length === 1) return text;
  return pieces.map((piece, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: while a text grows, pieces are added at its end.
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}
