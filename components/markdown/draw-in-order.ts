import type { ReactNode } from 'react';

/**
 * Draws parts of a text, whose keys are their places: a text has no ids, and while it grows parts
 * are only added at its end.
 */
export function drawInOrder<T>(
  parts: readonly T[],
  draw: (part: T, place: number, isLast: boolean) => ReactNode,
): ReactNode[] {
  return parts.map((part, place) => draw(part, place, place === parts.length - 1));
}
