'use client';

import { type RefObject, useEffect } from 'react';

/** Moves the focus to a button that has just become active, unless the focus is needed elsewhere. */
export function useFocusWhenAwake(
  awake: boolean,
  card: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!awake) return;
    const { activeElement, body } = document;
    // Only from within the banner or from nowhere, so that typing or reading elsewhere isn't interrupted.
    const isFree = activeElement === null || activeElement === body;
    if (!isFree && !card.current?.contains(activeElement)) return;
    // Someone who has scrolled away is reading, so the page must not scroll.
    button.current?.focus({ preventScroll: true });
  }, [awake, card, button]);
}
