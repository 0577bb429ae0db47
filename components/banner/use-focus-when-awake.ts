'use client';

import { type RefObject, useEffect } from 'react';

/** Moves the focus to the button that has just woken up, if that takes it from nobody. */
export function useFocusWhenAwake(
  awake: boolean,
  card: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!awake) return;
    const { activeElement, body } = document;
    // Only from within the banner or from nowhere: who types or reads elsewhere keeps the focus.
    const isFree = activeElement === null || activeElement === body;
    if (!isFree && !card.current?.contains(activeElement)) return;
    // Someone who has scrolled away is reading.
    button.current?.focus({ preventScroll: true });
  }, [awake, card, button]);
}
