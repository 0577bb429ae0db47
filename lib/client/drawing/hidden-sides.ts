type Scrolled = Pick<Element, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>;

/**
 * The sides where a box that scrolls sideways hides something: '', 'start', 'end' or 'start end'. In text
 * from right to left, positions are negative.
 */
export function hiddenSides({ scrollLeft, scrollWidth, clientWidth }: Scrolled): string {
  const atStart = Math.abs(scrollLeft);
  const atEnd = scrollWidth - clientWidth - atStart;
  // Fractions of a pixel are rounded.
  return [atStart > 1 && 'start', atEnd > 1 && 'end'].filter(Boolean).join(' ');
}
