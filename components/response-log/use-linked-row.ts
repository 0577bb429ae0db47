'use client';

import { type RefObject, useEffect } from 'react';
import { holdInView } from './hold-in-view.ts';

/**
 * Scrolls the linked row into view once and focuses its button.
 *
 * @param linked the request's id; `null` while there is no such row
 */
export function useLinkedRow(list: RefObject<HTMLElement | null>, linked: string | null): void {
  useEffect(() => {
    if (linked === null) return;
    const button = list.current?.querySelector<HTMLElement>('[aria-current="true"] button');
    if (!button) return;
    button.focus({ preventScroll: true });
    return holdInView(button, 'center');
  }, [list, linked]);
}
