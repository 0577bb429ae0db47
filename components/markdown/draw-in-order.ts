import type { ReactNode } from 'react';

/**
 * Renders the parts of a text with their index as the key: they have no ids, and a growing text
 * only adds parts at its end.
 */
export function drawInOrder<T>(
  parts: readonly T[],
  draw: (part: T, place: number, isLast: boolean) => ReactNode,
): ReactNode[] {
  return parts.map((part, place) => draw(part, place, place === parts.length - 1));
}
