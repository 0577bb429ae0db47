import { Fragment, type ReactNode } from 'react';
import { cutLongWords } from '#lib/core/cut-long-words.ts';

/** Text with places for a line to end in words that are too long for a browser to lay out at once. */
export function breakWords(text: string): ReactNode {
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
