'use client';

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { drawBlocks } from '#lib/client/chat/draw-blocks.ts';
import type { DrawnBlocks } from '#lib/client/chat/drawn-blocks.ts';
import type { LogBlock } from '#lib/core/chat/log-blocks.ts';
import { drawMessage } from './draw-message.ts';
import { measureBlock } from './measure-block.ts';
import { blockIndexOf, showWhileCopied, undrawnIn, writeTextsWhenIdle } from './undrawn-text.ts';
import { useDrawnForPaper } from './use-drawn-for-paper.ts';

/** A window above the view and one below it. */
const NEAR = '100% 0px';

type DrawNearProps = {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  blocks: readonly LogBlock[];
  state: DrawnBlocks;
  onState: (state: DrawnBlocks) => void;
};

/**
 * Draws the parts of the log that come near the view, that something goes to, that the browser's search has
 * found a match in, and for paper all of them.
 */
export function DrawNear(props: DrawNearProps) {
  const { scroller, content, blocks, state, onState } = props;
  const observer = useRef<IntersectionObserver>(null);

  const draw = useEffectEvent((wanted: readonly number[], { isScrolling = false } = {}) => {
    const log = content.current;
    if (!log) return;
    const next = drawBlocks(state, wanted, blocks, (index) => measureBlock(log, index));
    if (next === state) return;
    // While it scrolls, the browser can do so without ending that.
    const place = isScrolling && keepsPlaceItself() ? null : topTurn(log);
    flushSync(() => onState(next));
    place?.restore();
  });
  const drawFor = useEffectEvent((messageId: string) => {
    const isIt = ({ id }: { id: string }) => id === messageId;
    draw([blocks.findIndex((block) => block.some((turn) => turn.some(isIt)))]);
  });
  const onCopy = useEffectEvent(() => {
    if (content.current) showWhileCopied(content.current, blocks);
  });
  const writeTexts = useEffectEvent((log: Element) => writeTextsWhenIdle(undrawnIn(log), blocks));

  useLayoutEffect(() => drawMessage.subscribe((messageId) => drawFor(messageId)), []);

  useEffect(() => {
    const log = content.current;
    if (!log) return;
    const onFound = ({ target }: Event) => {
      const place = target instanceof Element ? target.closest('.undrawn') : null;
      // The browser then searches on from here, and finds it in what is drawn.
      if (place) draw([blockIndexOf(place)]);
    };
    const onCopied = () => onCopy();
    log.addEventListener('beforematch', onFound);
    document.addEventListener('copy', onCopied, { capture: true });
    const near = new IntersectionObserver(
      (entries) => {
        const shown = entries.filter(({ isIntersecting }) => isIntersecting);
        const indices = shown.map(({ target }) => blockIndexOf(target));
        draw(indices, { isScrolling: true });
      },
      { root: scroller.current, rootMargin: NEAR },
    );
    observer.current = near;
    return () => {
      near.disconnect();
      log.removeEventListener('beforematch', onFound);
      document.removeEventListener('copy', onCopied, { capture: true });
    };
  }, [scroller, content]);

  const { drawn, count, conversationId } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these change which places there are.
  useEffect(() => {
    const log = content.current;
    if (!log) return;
    for (const place of undrawnIn(log)) observer.current?.observe(place);
    return writeTexts(log);
  }, [content, drawn, count, conversationId]);

  useDrawnForPaper({ scroller, state, onState });
  return null;
}

/** Whether the browser keeps what is in view in its place when something above gets another height. */
function keepsPlaceItself(): boolean {
  return CSS.supports('overflow-anchor', 'auto');
}

function topTurn(log: HTMLElement): { restore: () => void } | null {
  const frame = log.parentElement;
  if (!frame) return null;
  const { top } = frame.getBoundingClientRect();
  const turns = [...log.querySelectorAll<HTMLElement>(':scope > .turn')];
  const turn = turns.find((one) => one.getBoundingClientRect().bottom > top);
  const before = turn?.getBoundingClientRect().top;
  if (!turn || before === undefined) return null;
  return {
    restore: () => {
      if (turn.isConnected) frame.scrollTop += turn.getBoundingClientRect().top - before;
    },
  };
}
