'use client';

import { useReaderText } from '#lib/client/page/use-reader-text.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';

/** A whole number, in a part that the server renders. */
export function ReaderCount({ count }: { count: number }) {
  return <>{useReaderText(() => formatCount(count))}</>;
}
