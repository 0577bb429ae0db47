import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * Whether the text has a row of its own above the buttons: once it takes a second line beside them, and
 * until it is empty, so that the row doesn't come and go while someone writes.
 */
export function useOwnRow(field: RefObject<HTMLTextAreaElement | null>, text: string): boolean {
  const [hasOwnRow, setOwnRow] = useState(false);
  useLayoutEffect(() => {
    const element = field.current;
    if (text === '') setOwnRow(false);
    else if (element && !hasOwnRow) {
      const oneLinePx = Number.parseFloat(getComputedStyle(element).minHeight);
      if (element.clientHeight > oneLinePx * 1.2) setOwnRow(true);
    }
  }, [field, text, hasOwnRow]);
  return hasOwnRow;
}
