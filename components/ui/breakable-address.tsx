import { Fragment } from 'react';

/** An address, or a line with one, whose lines may end after a slash or an equals sign, not within a word. */
export function BreakableAddress({ text }: { text: string }) {
  return text.split(/(?<=[/=])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never change places.
    <Fragment key={at}>
      {part}
      <wbr />
    </Fragment>
  ));
}
