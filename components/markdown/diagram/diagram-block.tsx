'use client';

import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { pageSharesThread } from '#lib/client/diagrams/page-diagrams.ts';
import { maxDiagramParts } from '#lib/core/diagrams/diagram-limits.ts';
import { describeDiagram } from '#lib/core/diagrams/diagram-words.ts';
import type { Block } from '#lib/core/markdown/markdown-tree.ts';
import { CodeBlock } from '../code-block.tsx';
import { DiagramNote } from './diagram-note.tsx';
import { DiagramPicture } from './diagram-picture.tsx';
import { DiagramSwitch } from './diagram-switch.tsx';
import { DiagramTools } from './diagram-tools.tsx';
import { useDiagram } from './use-diagram.ts';
import './diagram.css';

type Code = Extract<Block, { type: 'code' }>;

/** A diagram as a picture, with its source one press away; as code until it is drawn, or if it can't be. */
export function DiagramBlock({ block }: { block: Code }) {
  const text = useMemo(() => block.chunks.join(''), [block]);
  const source = useRef<HTMLPreElement>(null);
  const { held, failure, retry } = useDiagram(text, source);
  const [wantsCode, setWantsCode] = useState(false);
  const [broken, setBroken] = useState<string | null>(null);
  const isBroken = held !== null && held.drawn.svg === broken;
  const isPicture = held !== null && !isBroken && !wantsCode;
  useFoundSource(source, isPicture, () => setWantsCode(true));

  if (held === null || isBroken) {
    const reason = isBroken ? 'not_drawn' : failure;
    const note = reason && (
      <DiagramNote
        failure={reason}
        maxParts={maxDiagramParts(text, pageSharesThread)}
        onRetry={() => {
          source.current?.focus();
          retry();
        }}
      />
    );
    return <CodeBlock block={block} hasIndicator={false} sourceRef={source} note={note} />;
  }
  const { drawn, theme } = held;
  const alt = describeDiagram(drawn);
  return (
    <CodeBlock
      block={block}
      hasIndicator={false}
      sourceRef={source}
      head={
        <DiagramSwitch isPicture={isPicture} onSwitch={(toPicture) => setWantsCode(!toPicture)} />
      }
      tools={isPicture && <DiagramTools drawn={drawn} theme={theme} alt={alt} read={() => text} />}
      picture={
        isPicture && (
          <DiagramPicture
            drawn={drawn}
            theme={theme}
            alt={alt}
            onBroken={() => setBroken(drawn.svg)}
          />
        )
      }
    />
  );
}

/** Hides the source below its picture, where the browser's search finds it. */
function useFoundSource(
  source: RefObject<HTMLElement | null>,
  isHidden: boolean,
  onFound: () => void,
): void {
  const found = useRef(onFound);
  useLayoutEffect(() => {
    found.current = onFound;
  });
  useLayoutEffect(() => {
    const element = source.current;
    if (!element || !isHidden) return;
    const show = () => found.current();
    // React knows only `true` for this attribute.
    element.setAttribute('hidden', 'until-found');
    element.addEventListener('beforematch', show);
    return () => {
      element.removeAttribute('hidden');
      element.removeEventListener('beforematch', show);
    };
  }, [source, isHidden]);
}
