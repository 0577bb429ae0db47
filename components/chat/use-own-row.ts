import { type RefObject, useLayoutEffect } from 'react';

/**
 * Gives the text a row of its own above the buttons (`.composer-card` in globals.css): once it takes a second
 * line beside them, and until it is empty, so that the row doesn't come and go while someone writes.
 */
export function useOwnRow(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    const card = element?.parentElement;
    if (!element || !card) return;
    if (text === '') delete card.dataset['ownRow'];
    else if (card.dataset['ownRow'] === undefined) {
      const oneLinePx = Number.parseFloat(getComputedStyle(element).minHeight);
      if (element.clientHeight > oneLinePx * 1.2) card.dataset['ownRow'] = '';
    }
  }, [field, text]);
}
