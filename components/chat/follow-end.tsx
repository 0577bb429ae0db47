'use client';

import { ArrowDown } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import { heldPlace } from './held-place.ts';

type FollowEndProps = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  /** Whether the reader has scrolled up from the end. */
  lastScroll: RefObject<{ isUp: boolean }>;
  /** The id of the visitor's newest message, which is always scrolled into view. */
  newestUserMessageId: string | undefined;
};

/** Keeps the end of the messages in view until the reader scrolls away, then offers a way back. */
export function FollowEnd({ scroller, content, lastScroll, newestUserMessageId }: FollowEndProps) {
  // This code may load late: a reader who has scrolled up stays there.
  const [hasScrolledUp] = useState(() => lastScroll.current.isUp);
  const previousId = useRef(newestUserMessageId);
  const { scrollRef, contentRef, isAtBottom, scrollToBottom, stopScroll, state } = useStickToBottom(
    {
      initial: hasScrolledUp ? false : 'instant',
      resize: 'instant',
    },
  );

  // Before the first paint, or a stored conversation would show its start for a frame.
  useLayoutEffect(() => {
    scrollRef(scroller.current);
    contentRef(content.current);
    return () => {
      contentRef(null);
      scrollRef(null);
    };
  }, [scrollRef, contentRef, scroller, content]);

  // The library only watches the content; an on-screen keyboard or a growing field resizes the frame.
  useEffect(() => {
    const frame = scroller.current;
    if (!frame) return;
    const observer = new ResizeObserver(() => {
      const everythingFits = frame.scrollHeight <= frame.clientHeight;
      if (state.isAtBottom || everythingFits) state.scrollTop = state.calculatedTargetScrollTop;
      // It then compares the place with the end again, and takes no clamped scroll for the reader's.
      frame.dispatchEvent(new Event('scroll'));
    });
    observer.observe(frame);
    return () => observer.disconnect();
  }, [scroller, state]);

  useEffect(() => {
    if (newestUserMessageId === previousId.current) return;
    previousId.current = newestUserMessageId;
    if (newestUserMessageId !== undefined) void scrollToBottom('instant');
  }, [newestUserMessageId, scrollToBottom]);

  useEffect(() => heldPlace.subscribe(stopScroll), [stopScroll]);

  if (isAtBottom) return null;
  return (
    <button
      type="button"
      onClick={() => void scrollToBottom('instant')}
      className="btn-line absolute inset-x-0 bottom-3 z-1 mx-auto w-fit rounded-full shadow-float"
    >
      <ArrowDown aria-hidden className="size-4" />
      Jump to latest
    </button>
  );
}
