import { hiddenSides } from './hidden-sides.ts';

/**
 * Keeps `data-hidden` of a box that scrolls sideways to the sides where there is more: `start`, `end` or
 * both. The attribute is for styles alone, so that no scrolling renders anything. `onChange` learns
 * whether the box scrolls. The result ends it.
 */
export function watchOverflow(
  box: HTMLElement,
  onChange: (scrolls: boolean) => void = () => {},
): () => void {
  const update = () => {
    const sides = hiddenSides(box);
    if (sides === (box.dataset['hidden'] ?? '')) return;
    if (sides === '') delete box.dataset['hidden'];
    else box.dataset['hidden'] = sides;
    onChange(sides !== '');
  };
  const observer = new ResizeObserver(update);
  observer.observe(box);
  for (const child of box.children) observer.observe(child);
  box.addEventListener('scroll', update, { passive: true });
  update();
  return () => {
    observer.disconnect();
    box.removeEventListener('scroll', update);
  };
}
