import { Fragment } from 'react';

/** An address, or a command with one, that wraps after its signs (slash, equals, JSON's) but not within a word. */
export function BreakableAddress({ text }: { text: string }) {
  return text.split(/(?<=[/=,[]|":)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never change order.
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
