import type { KeptPlace } from '#lib/client/chat/kept-places.ts';
import { drawMessage } from '../log/draw-message.ts';

/** By then the parts of a page that load later are there. */
const SETTLE_MS = 1500;
/** The last of a message, such as its buttons, is not what is being read. */
const REST_PX = 64;
const READER_MOVES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** The message at the top of the frame, and where it is; null in an empty log. */
export function placeInLog(frame: HTMLElement): KeptPlace | null {
  const { top } = frame.getBoundingClientRect();
  const messages = frame.querySelectorAll<HTMLElement>('[data-message]');
  // There may be thousands, each of which would be measured.
  let [from, to] = [0, messages.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((messages[middle]?.getBoundingClientRect().bottom ?? 0) > top + REST_PX) to = middle;
    else from = middle + 1;
  }
  const message = messages[from];
  const messageId = message?.dataset['message'];
  if (!message || messageId === undefined) return null;
  return { messageId, offset: Math.round(message.getBoundingClientRect().top - top) };
}

/**
 * Scrolls to a place, and keeps it while what surrounds it gets its final height. Stops when the reader moves.
 *
 * @param onStep called each time
 * @returns stops it; null if the message is not there
 */
export function returnToPlace(
  frame: HTMLElement,
  place: KeptPlace,
  onStep: () => void = () => {},
): (() => void) | null {
  drawMessage.notify(place.messageId);
  const message = frame.querySelector(`[data-message="${CSS.escape(place.messageId)}"]`);
  if (!message) return null;
  const stopping = new AbortController();
  const { signal } = stopping;
  const startedAt = performance.now();
  const step = () => {
    if (signal.aborted) return;
    onStep();
    const offset = message.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    if (Math.abs(offset - place.offset) > 1) {
      frame.scrollBy({ top: offset - place.offset, behavior: 'instant' });
    }
    if (message.isConnected && performance.now() - startedAt < SETTLE_MS) {
      requestAnimationFrame(step);
    } else {
      stopping.abort();
    }
  };
  for (const type of READER_MOVES) {
    window.addEventListener(type, () => stopping.abort(), { signal, passive: true, capture: true });
  }
  step();
  return () => stopping.abort();
}
