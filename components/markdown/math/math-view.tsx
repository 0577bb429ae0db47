'use client';

import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { pageTurns } from '#lib/client/drawing/page-turns.ts';
import { watchOverflow } from '#lib/client/drawing/watch-overflow.ts';
import { deferModule } from '#lib/client/page/deferred-module.ts';
import { breakWords } from '../../ui/break-words.tsx';

const deferredMath = deferModule(async () => {
  const [{ drawMath }, { copySources }, { fitFormulasToPaper }] = await Promise.all([
    import('./draw-math.ts'),
    import('./copy-sources.ts'),
    import('./fit-to-paper.ts'),
  ]);
  window.addEventListener('beforeprint', fitFormulasToPaper);
  document.addEventListener('copy', (event) => {
    if (copySources(event)) event.preventDefault();
  });
  return { drawMath };
});

// A longer one may be wider than a phone.
const LONG_SOURCE = 48;

type MathViewProps = {
  /** With the marks around it. */
  source: string;
  display: boolean;
};

/**
 * A formula, as its source until the code that draws it has loaded, or if it cannot be drawn. Selected
 * text has the source in any case.
 */
export function MathView({ source, display }: MathViewProps) {
  const loaded = deferredMath.use();
  const isDue = useTurn();
  const isLoaded = loaded !== 'loading' && loaded !== 'failed';
  const drawn = isLoaded && isDue ? loaded.drawMath(source, display) : null;
  const name = display ? 'math-display' : source.length > LONG_SOURCE ? 'math-long' : undefined;
  if (drawn === null) return <span className={name}>{breakWords(source)}</span>;
  const content = (
    <>
      <span aria-hidden className="math-source">
        {source}
      </span>
      {drawn}
    </>
  );
  if (name) return <ScrollingMath className={name}>{content}</ScrollingMath>;
  return (
    <span dir="ltr" className="math-drawn">
      {content}
    </span>
  );
}

/** A formula that may be wider than its place: then it scrolls, by keyboard too. */
function ScrollingMath({ className, children }: { className: string; children: ReactNode }) {
  const box = useRef<HTMLSpanElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => (box.current ? watchOverflow(box.current, setScrolls) : undefined), []);
  return (
    <span
      ref={box}
      dir="ltr"
      className={`math-drawn ${className}`}
      {...(scrolls && { role: 'group', 'aria-label': 'Formula', tabIndex: 0 })}
    >
      {children}
    </span>
  );
}

/** Whether to draw now: many formulas are drawn in several tasks. */
function useTurn(): boolean {
  const [isDue, setIsDue] = useState(false);
  useLayoutEffect(() => pageTurns.take(() => setIsDue(true)), []);
  return isDue;
}
