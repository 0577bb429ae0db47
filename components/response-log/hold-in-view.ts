/** Events that show the reader wants to look elsewhere. */
const RELEASE_EVENTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls an element into view and keeps it there while the page above it grows, until the reader
 * interacts with the page.
 *
 * @returns releases it
 */
export function holdInView(element: HTMLElement, block: 'start' | 'center'): () => void {
  // The observer also reports the initial size, which triggers the first scroll.
  const sizes = new ResizeObserver(() => element.scrollIntoView({ block }));
  const release = () => {
    sizes.disconnect();
    for (const event of RELEASE_EVENTS) window.removeEventListener(event, release);
  };
  sizes.observe(document.body);
  for (const event of RELEASE_EVENTS) window.addEventListener(event, release, { passive: true });
  return release;
}
