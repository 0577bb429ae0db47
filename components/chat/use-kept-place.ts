import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { keptPlaces } from '#lib/client/chat/kept-places.ts';
import { heldPlace } from './held-place.ts';
import { placeInLog, returnToPlace } from './place-in-log.ts';

/** As in `FollowEnd`. */
const NEAR_PX = 70;
const AFTER_SCROLL_MS = 150;

type KeptPlaceOptions = {
  scroller: RefObject<HTMLElement | null>;
  conversationId: string;
  /** Whether its messages are drawn. */
  isDrawn: boolean;
  /** Whether the reader moved before this code had loaded. */
  hasMoved: boolean;
  /** Whether a turn begins, whose question is shown. */
  isBeginning: boolean;
  onReturn: () => void;
};

/**
 * Keeps the place in each conversation for this tab, and returns there when it opens again.
 *
 * @returns the conversation in which the reader has just been taken back to their place
 */
export function useKeptPlace(options: KeptPlaceOptions): RefObject<string | null> {
  const { scroller, conversationId, isDrawn, hasMoved, isBeginning, onReturn } = options;
  const opened = useRef<string | null>(null);
  const returned = useRef<string | null>(null);
  const stop = useRef<(() => void) | null>(null);

  useLayoutEffect(() => {
    if (!isDrawn || opened.current === conversationId) return;
    const isElsewhere = isBeginning || (hasMoved && opened.current === null);
    opened.current = conversationId;
    stop.current?.();
    const place = isElsewhere ? undefined : keptPlaces.get(conversationId);
    if (!place) return;
    returned.current = conversationId;
    // After the log has scrolled to its end, and before the page is painted.
    queueMicrotask(() => {
      if (!scroller.current || opened.current !== conversationId) return;
      // The message may be on another branch now.
      // The end can come near for a moment, and would be followed.
      stop.current = returnToPlace(scroller.current, place, onReturn);
    });
  }, [scroller, conversationId, isDrawn, hasMoved, isBeginning, onReturn]);

  // Something else is shown from now on, such as what was searched for.
  useEffect(() => heldPlace.subscribe(() => stop.current?.()), []);

  useEffect(() => {
    const frame = scroller.current;
    if (!frame || !isDrawn) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept = '';
    const keep = () => {
      timer = undefined;
      const isAtEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight <= NEAR_PX;
      const place = isAtEnd ? null : placeInLog(frame);
      if (JSON.stringify(place) === kept) return;
      kept = JSON.stringify(place);
      keptPlaces.keep(conversationId, place);
    };
    const keepSoon = () => {
      timer ??= setTimeout(keep, AFTER_SCROLL_MS);
    };
    // What is below a question that stays in place grows without a scroll.
    const sizes = new ResizeObserver(keepSoon);
    if (frame.firstElementChild) sizes.observe(frame.firstElementChild);
    frame.addEventListener('scroll', keepSoon, { passive: true });
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      sizes.disconnect();
      frame.removeEventListener('scroll', keepSoon);
      window.removeEventListener('pagehide', keep);
    };
  }, [scroller, conversationId, isDrawn]);

  return returned;
}
