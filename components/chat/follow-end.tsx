'use client';

import { ArrowDown } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';

type FollowEndProps = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  /** Where the messages were scrolled to, in pixels, before this code was there. */
  placedAt: RefObject<number>;
  /** The newest message of the visitor, which is always scrolled to. */
  asked: string | undefined;
};

/** Keeps the end of the messages in view until the reader scrolls away, then offers the way back. */
export function FollowEnd({ scroller, content, placedAt, asked }: FollowEndProps) {
  // This code may come late: whoever has begun to read above stays there.
  const [hasScrolledUp] = useState(() => (scroller.current?.scrollTop ?? 0) < placedAt.current);
  const askedBefore = useRef(asked);
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: hasScrolledUp ? false : 'instant',
    resize: 'instant',
  });

  // Before the first paint, or a stored conversation would be seen from its start for a frame.
  useLayoutEffect(() => {
    scrollRef(scroller.current);
    contentRef(content.current);
    return () => {
      contentRef(null);
      scrollRef(null);
    };
  }, [scrollRef, contentRef, scroller, content]);

  useEffect(() => {
    if (asked === askedBefore.current) return;
    askedBefore.current = asked;
    if (asked !== undefined) void scrollToBottom('instant');
  }, [asked, scrollToBottom]);

  if (isAtBottom) return null;
  return (
    <button
      type="button"
      onClick={() => void scrollToBottom('instant')}
      className="btn-line absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
    >
      <ArrowDown aria-hidden className="size-4" />
      Jump to latest
    </button>
  );
}
