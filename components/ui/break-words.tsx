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
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: while a text grows, blocks are added at its end.
    <span key={index} className="block">
      {withBreaks(block)}
    </span>
  ));
}

function withBreaks(text: string): ReactNode {
  const pieces = cutLongWords(text);
  if (pieces.length === 1) return text;
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: while a text grows, pieces are added at its end.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}
