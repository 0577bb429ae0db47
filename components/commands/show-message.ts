import type { SearchQuery } from '#lib/core/search/search-query.ts';
import { heldPlace } from '../chat/held-place.ts';
import { drawMessage } from '../log/draw-message.ts';
import { findMarks } from './find-marks.ts';

/** How long a message is kept in place while what surrounds it gets its final height. */
const SETTLE_MS = 600;
/** How long for, while its match is not drawn. */
const MATCH_LATEST_MS = 3000;
const MARKED_MS = 4000;
const MARK_AGAIN_MS = 100;
const READER_MOVES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls to a message on the page, or to the first match in it if it is long, marks both for a few seconds,
 * and gives it the focus, so that a screen reader goes on there. Stops at once if the reader scrolls.
 *
 * @returns stops it
 */
export function showMessage(messageId: string, query: SearchQuery, onDone: () => void): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const startedAt = performance.now();
  let firstMatch: Range | null = null;
  let isShown = false;
  let markedAt = 0;

  const isSettling = () => {
    const limitMs = firstMatch?.startContainer.isConnected ? SETTLE_MS : MATCH_LATEST_MS;
    return performance.now() - startedAt < limitMs;
  };
  const step = () => {
    if (signal.aborted) return;
    drawMessage.notify(messageId);
    const message = document.querySelector<HTMLElement>(
      `[data-message="${CSS.escape(messageId)}"]`,
    );
    if (message) {
      // Otherwise the log would go on following its end.
      heldPlace.notify();
      if (!isShown) focus(message);
      // Its text can come later, and text that was plain at first can become Markdown.
      const now = performance.now();
      if (!firstMatch?.startContainer.isConnected && now - markedAt > MARK_AGAIN_MS) {
        firstMatch = markMatches(message, query);
        markedAt = now;
      }
      isShown = true;
      bringIntoView(message, firstMatch);
    }
    if (isSettling()) requestAnimationFrame(step);
    else finish();
  };
  const finish = () => {
    if (signal.aborted) return;
    stopping.abort();
    onDone();
  };
  for (const type of READER_MOVES)
    window.addEventListener(type, finish, { signal, passive: true, capture: true });
  // After the log has scrolled to its end, as it does when it opens.
  requestAnimationFrame(() => requestAnimationFrame(step));
  return () => stopping.abort();
}

function focus(message: HTMLElement): void {
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
  const marked = 'color-mix(in oklch, var(--accent) 16%, transparent)';
  message.animate(
    [
      { backgroundColor: marked, boxShadow: `0 0 0 8px ${marked}` },
      { backgroundColor: marked, boxShadow: `0 0 0 8px ${marked}`, offset: 0.5 },
      { backgroundColor: 'transparent', boxShadow: '0 0 0 8px transparent' },
    ],
    { duration: 2000, easing: 'ease-out' },
  );
}

function bringIntoView(message: HTMLElement, firstMatch: Range | null): void {
  const scroller = message.closest('[role=log]')?.parentElement;
  if (!scroller) return;
  const room = scroller.getBoundingClientRect();
  const margin = 24;
  const shown = message.getBoundingClientRect();
  const match = firstMatch?.getBoundingClientRect();
  // The whole message if it fits, else its start if the match is there, else the match.
  const fits = shown.height <= room.height - 2 * margin;
  const isAtStart = !match || match.bottom - shown.top <= room.height - 2 * margin;
  const top = fits || isAtStart ? shown.top - margin : match.top - room.height / 3;
  const by = top - room.top;
  if (Math.abs(by) > 1) scroller.scrollBy({ top: by, behavior: 'instant' });
}

/** Marks the matches without changing the page's elements; returns the first, which is then not folded away. */
function markMatches(message: HTMLElement, query: SearchQuery): Range | null {
  const ranges = findMarks(message, query);
  if (typeof Highlight === 'function') {
    const found = new Highlight(...ranges);
    CSS.highlights.set('found', found);
    setTimeout(() => {
      if (CSS.highlights.get('found') === found) CSS.highlights.delete('found');
    }, MARKED_MS);
  }
  const first = ranges[0] ?? null;
  if (first) unfold(first.startContainer.parentElement, first);
  return first;
}

/** Opens what folds the match away. */
function unfold(element: Element | null, match: Range): void {
  const hidden = element?.closest('[hidden]');
  // As the browser's own search tells it.
  hidden?.dispatchEvent(new Event('beforematch', { bubbles: true }));
  for (let up = element; up; up = up.parentElement) {
    // A title is shown anyway.
    if (up.tagName === 'SUMMARY') up = up.parentElement ?? up;
    else if (up instanceof HTMLDetailsElement) up.open = true;
  }
  const code = element?.closest('.code-folded');
  const isBelow =
    code && match.getBoundingClientRect().bottom > code.getBoundingClientRect().bottom;
  if (isBelow) code.parentElement?.querySelector<HTMLElement>('.code-fold')?.click();
}
