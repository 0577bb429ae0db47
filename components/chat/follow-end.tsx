'use client';

import { ArrowDown } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import { usePinnedTurn } from '#lib/client/chat/use-pinned-turn.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { DrawNear } from '../log/draw-near.tsx';
import { heldPlace } from './held-place.ts';
import { hiddenBelow, pinnedTop } from './pinned-top.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { type Follower, watchFollower } from './watch-follower.ts';

export { DrawNear };

/** What the library takes for the end. */
const NEAR_PX = 70;
const ROUNDING_PX = 4;
/** In a reply's text: what it folds away, and long code. */
const OPENS_PART =
  '.reply details:not([open]) > summary, .reply .code-card [aria-expanded="false"]';
/** Longer than the timer after which the library decides who has scrolled. */
const LIBRARY_MS = 5;

type FollowEndProps = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  log: ChatLog;
  /** Whether the reader has scrolled up from the end. */
  lastScroll: RefObject<{ isUp: boolean }>;
  /** The id of the visitor's newest message, which is always scrolled into view. */
  newestUserMessageId: string | undefined;
};

/**
 * Keeps the question of a turn that begins near the top, and its reply still: nobody reads as fast as a model
 * writes, and text that is being read must not move. Otherwise it keeps the end in view. Both last until the
 * reader scrolls away; there is a way to the end whenever it is out of view.
 */
export function FollowEnd(props: FollowEndProps) {
  const { scroller, content, log, lastScroll, newestUserMessageId } = props;
  const { conversationId } = log;
  const pinned = usePinnedTurn(log);
  // This code may load late: a reader who has scrolled up stays there.
  const [hasScrolledUp] = useState(() => lastScroll.current.isUp);
  const previous = useRef({ newestUserMessageId, pinned });
  const [isHeld, setHeld] = useState(!hasScrolledUp && pinned !== undefined);
  // The library calls the function that it got first.
  const held = useRef(isHeld);
  const [isFar, setFar] = useState(false);
  useKeptFocus(scroller);
  const { scrollRef, contentRef, isAtBottom, scrollToBottom, stopScroll, state } = useStickToBottom(
    {
      initial: hasScrolledUp ? false : 'instant',
      resize: 'instant',
      targetScrollTop: (end) => (held.current ? pinnedTop(scroller.current) : null) ?? end,
    },
  );

  const follower = useRef<Follower | null>(null);
  const leave = useCallback(() => {
    follower.current?.leave();
    stopScroll();
  }, [stopScroll]);

  // Before the log scrolls to its end. React sets no such attribute, so it stays.
  useLayoutEffect(() => {
    if (!pinned) return;
    const question = `[data-message="${CSS.escape(pinned.questionId)}"]`;
    const turn = content.current?.querySelector(`.turn:has(${question})`);
    turn?.setAttribute('data-pinned', '');
    return () => turn?.removeAttribute('data-pinned');
  }, [pinned, content]);

  // Before the first paint, or a stored conversation would show its start for a frame.
  useLayoutEffect(() => {
    scrollRef(scroller.current);
    contentRef(content.current);
    return () => {
      contentRef(null);
      scrollRef(null);
    };
  }, [scrollRef, contentRef, scroller, content]);

  const returned = useKeptPlace({
    ...{ scroller, conversationId, isDrawn: newestUserMessageId !== undefined },
    ...{ hasMoved: hasScrolledUp, isBeginning: pinned !== undefined, onReturn: leave },
  });

  useEffect(() => {
    const [frame, messages] = [scroller.current, content.current];
    if (!frame || !messages) return;
    const toEnd = () => frame.scrollHeight - frame.clientHeight - frame.scrollTop;
    const onScroll = () => {
      const pinTop = held.current ? pinnedTop(frame) : null;
      // A touch screen may scroll past the end and back.
      if (pinTop !== null && frame.scrollTop > pinTop + ROUNDING_PX && toEnd() >= 0) {
        held.current = false;
        setHeld(false);
        if (toEnd() > NEAR_PX) leave();
      }
      setFar(hiddenBelow(frame) > NEAR_PX);
    };
    const watched = watchFollower(frame, {
      follows: state.isAtBottom,
      target: () => (held.current ? pinnedTop(frame) : null) ?? Number.POSITIVE_INFINITY,
    });
    follower.current = watched;
    // The library only watches the content; an on-screen keyboard or a growing field resizes the frame. On a slow
    // machine, it handles the scroll of one size only at the next, and takes it for the reader's.
    const followAgain = () => {
      if (watched.follows() && !state.isAtBottom) void scrollToBottom('instant');
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onFrame = () => {
      const everythingFits = frame.scrollHeight <= frame.clientHeight;
      const follows = watched.follows() || state.isAtBottom || everythingFits;
      if (follows) state.scrollTop = state.calculatedTargetScrollTop;
      // It then compares the place with the end again, and takes no clamped scroll for the reader's.
      frame.dispatchEvent(new Event('scroll'));
      clearTimeout(timer);
      timer = setTimeout(followAgain, LIBRARY_MS);
    };
    // Nor does it scroll up, as a question must that is pushed down from above.
    const onContent = () => {
      const pinTop = held.current && state.isAtBottom ? pinnedTop(frame) : null;
      if (pinTop !== null && Math.abs(pinTop - frame.scrollTop) > 1) state.scrollTop = pinTop;
      setFar(hiddenBelow(frame) > NEAR_PX);
    };
    const frames = new ResizeObserver(onFrame);
    const contents = new ResizeObserver(onContent);
    frames.observe(frame);
    contents.observe(messages);
    frame.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      frames.disconnect();
      contents.disconnect();
      clearTimeout(timer);
      watched.stop();
      frame.removeEventListener('scroll', onScroll);
    };
  }, [scroller, content, state, leave, scrollToBottom]);

  useEffect(() => {
    const before = previous.current;
    previous.current = { newestUserMessageId, pinned };
    const isReturned = returned.current === conversationId;
    returned.current = null;
    const begins = pinned !== undefined && pinned !== before.pinned;
    if (!begins && newestUserMessageId === before.newestUserMessageId) return;
    held.current = begins;
    setHeld(begins);
    if (isReturned) return;
    // At once: another scroll to the end, past the pinned place, would seem to be the reader's.
    if (begins) state.scrollTop = pinnedTop(scroller.current) ?? state.scrollTop;
    if (newestUserMessageId !== undefined) void scrollToBottom('instant');
  }, [newestUserMessageId, pinned, conversationId, returned, scrollToBottom, scroller, state]);

  useEffect(() => heldPlace.subscribe(leave), [leave]);
  useEffect(() => {
    const frame = scroller.current;
    const onClick = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest(OPENS_PART)) heldPlace.notify();
    };
    // Before what it opens is drawn.
    frame?.addEventListener('click', onClick, { capture: true });
    return () => frame?.removeEventListener('click', onClick, { capture: true });
  }, [scroller]);

  if (!isFar || (isAtBottom && !isHeld)) return null;
  return (
    <button
      type="button"
      onClick={() => {
        held.current = false;
        setHeld(false);
        void scrollToBottom('instant');
      }}
      className="btn-line absolute inset-x-0 bottom-3 z-1 mx-auto w-fit rounded-full shadow-float"
    >
      <ArrowDown aria-hidden className="size-4" />
      Jump to latest
    </button>
  );
}
