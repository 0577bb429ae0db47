import { heldPlace } from '../chat/held-place.ts';
import { returnToPlace } from '../chat/place-in-log.ts';
import { drawPlace } from '../log/undrawn-text.ts';

/** As far below the top as the first turn is. */
const MARGIN_PX = 24;
const ROUNDING_PX = 4;

/**
 * Scrolls to the question before or after the one at the top; after the last one, to the end. The focus follows
 * unless someone is typing, so that a screen reader goes on there.
 */
export function jumpTurn(direction: 'previous' | 'next'): void {
  const frame = document.querySelector('[role="log"]')?.parentElement;
  if (!frame) return;
  const place = turnFrom(frame, direction);
  if (place?.matches('.undrawn')) drawPlace(place);
  const turn = turnFrom(frame, direction);
  const message = turn?.querySelector<HTMLElement>('[data-message]');
  const messageId = message?.dataset['message'];
  if (!message || messageId === undefined) {
    if (direction === 'next') frame.scrollTo({ top: frame.scrollHeight, behavior: 'instant' });
    return;
  }
  // Otherwise the log would go on following its end.
  heldPlace.notify();
  returnToPlace(frame, { messageId, offset: MARGIN_PX });
  if (document.activeElement?.matches('textarea')) return;
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
}

/** The turn or the place of turns that are not drawn yet, before or after the one at the top. */
function turnFrom(frame: Element, direction: 'previous' | 'next'): Element | undefined {
  const line = frame.getBoundingClientRect().top + MARGIN_PX;
  const turns = [...frame.querySelectorAll('[role="log"] > :is(.turn, .undrawn)')];
  const topOf = (turn: Element) => turn.getBoundingClientRect().top - line;
  return direction === 'next'
    ? turns.find((one) => topOf(one) > ROUNDING_PX)
    : turns.findLast((one) => topOf(one) < -ROUNDING_PX);
}
