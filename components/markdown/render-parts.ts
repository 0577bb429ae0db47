import type { ReactNode } from 'react';

/**
 * Renders the parts of a text with their index as the key: they have no ids, and a growing text
 * only adds parts at its end.
 */
export function renderParts<T>(
  parts: readonly T[],
  draw: (part: T, index: number, isLast: boolean) => ReactNode,
): ReactNode[] {
  return parts.map((part, index) => draw(part, index, index === parts.length - 1));
}
