import type { LogBlock } from '#lib/core/chat/log-blocks.ts';

/** The places of the turns that are not drawn, in their order. */
export function undrawnIn(log: Element): HTMLElement[] {
  return [...log.querySelectorAll<HTMLElement>(':scope > .undrawn')];
}

/** The block that an element of the log belongs to. */
export function blockIndexOf(element: Element | null | undefined): number {
  return Number(element?.getAttribute('data-block') ?? Number.NaN);
}

/** Has a place drawn at once, as the browser's search does. */
export function drawPlace(place: Element): void {
  place.dispatchEvent(new Event('beforematch', { bubbles: true }));
}

/** Writes what a block says into its place, unless it is there. React draws nothing in it. */
function writeText(place: Element, blocks: readonly LogBlock[]): void {
  if (place.firstChild) return;
  const messages = blocks[blockIndexOf(place)]?.flat() ?? [];
  place.textContent = messages.map(({ text }) => text).join('\n\n');
}

/** Writes the text of all places, a few milliseconds at a time. The result stops it. */
export function writeTextsWhenIdle(
  places: readonly Element[],
  blocks: readonly LogBlock[],
): () => void {
  let next = 0;
  let stop = () => {};
  const write = (isTimeLeft: () => boolean) => {
    for (; next < places.length && isTimeLeft(); next += 1) {
      const place = places[next];
      if (place) writeText(place, blocks);
    }
    if (next < places.length) later();
  };
  const later = () => {
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback((deadline) => write(() => deadline.timeRemaining() > 2));
      stop = () => cancelIdleCallback(handle);
      return;
    }
    const timer = setTimeout(() => {
      const startedAt = performance.now();
      write(() => performance.now() - startedAt < SLICE_MS);
    }, SLICE_MS);
    stop = () => clearTimeout(timer);
  };
  later();
  return () => stop();
}

const SLICE_MS = 8;

/**
 * Lets the browser copy what is selected across places that are not drawn: it leaves out what is hidden. They
 * keep their height, so nothing moves.
 */
export function showWhileCopied(log: Element, blocks: readonly LogBlock[]): void {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return;
  const selected = undrawnIn(log).filter((place) => selection.containsNode(place, true));
  for (const place of selected) {
    writeText(place, blocks);
    place.removeAttribute('hidden');
  }
  if (selected.length === 0) return;
  setTimeout(() => {
    for (const place of selected) place.setAttribute('hidden', 'until-found');
  });
}
