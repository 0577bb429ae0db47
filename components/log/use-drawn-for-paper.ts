import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { drawEverything } from '#lib/client/chat/draw-blocks.ts';
import type { DrawnBlocks } from '#lib/client/chat/drawn-blocks.ts';
import { placeInLog, returnToPlace } from '../chat/place-in-log.ts';

type DrawnForPaperOptions = {
  scroller: RefObject<HTMLElement | null>;
  state: DrawnBlocks;
  onState: (state: DrawnBlocks) => void;
};

/** Draws the whole log while it is printed, and then what was drawn before, where the reader was. */
export function useDrawnForPaper({ scroller, state, onState }: DrawnForPaperOptions): void {
  const before = useRef<{ state: DrawnBlocks; goBack: () => void } | null>(null);
  const drawAll = useEffectEvent(() => {
    const frame = scroller.current;
    if (!frame || before.current || state.drawn.size === state.count) return;
    // On paper, the log does not scroll.
    const place = matchMedia('print').matches ? null : placeInLog(frame);
    before.current = { state, goBack: () => place && returnToPlace(frame, place) };
    flushSync(() => onState(drawEverything(state)));
  });
  const drawAgain = useEffectEvent(() => {
    const { state: drawnBefore, goBack } = before.current ?? {};
    before.current = null;
    // Another conversation that was opened meanwhile has nothing to go back to.
    if (drawnBefore?.conversationId !== state.conversationId) return;
    flushSync(() => onState(drawnBefore));
    goBack?.();
  });
  useEffect(() => {
    const paper = matchMedia('print');
    const onMedia = () => (paper.matches ? drawAll() : drawAgain());
    const onBefore = () => drawAll();
    const onAfter = () => drawAgain();
    paper.addEventListener('change', onMedia);
    window.addEventListener('beforeprint', onBefore);
    window.addEventListener('afterprint', onAfter);
    return () => {
      paper.removeEventListener('change', onMedia);
      window.removeEventListener('beforeprint', onBefore);
      window.removeEventListener('afterprint', onAfter);
    };
  }, []);
}
