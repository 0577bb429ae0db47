/** What a person does who wants to look elsewhere. */
const TAKES_OVER = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Brings an element into view and holds it there while the page above it still grows, until the
 * reader takes over.
 *
 * @returns lets go of it
 */
export function holdInView(element: HTMLElement, block: 'start' | 'center'): () => void {
  // Tells of the first size as well, so this is also what brings it there.
  const sizes = new ResizeObserver(() => element.scrollIntoView({ block }));
  const release = () => {
    sizes.disconnect();
    for (const event of TAKES_OVER) window.removeEventListener(event, release);
  };
  sizes.observe(document.body);
  for (const event of TAKES_OVER) window.addEventListener(event, release, { passive: true });
  return release;
}
