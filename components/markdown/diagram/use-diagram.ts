import { type RefObject, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { DiagramTheme } from '#lib/client/diagrams/create-diagrams.ts';
import { pageDiagrams, pageSharesThread } from '#lib/client/diagrams/page-diagrams.ts';
import { watchNear } from '#lib/client/diagrams/watch-near.ts';
import { useShownTheme } from '#lib/client/page/use-shown-theme.ts';
import { isTooLargeToDraw } from '#lib/core/diagrams/diagram-limits.ts';
import type { DiagramFailure, DrawnDiagram } from '#lib/core/diagrams/diagram-message.ts';
import { hasOwnColors } from '#lib/core/diagrams/has-own-colors.ts';

type Held = { text: string; theme: DiagramTheme; drawn: DrawnDiagram };

type Diagram = {
  /** Null until it is drawn. After a change of the theme, the old one until the new one is drawn. */
  held: Held | null;
  failure: DiagramFailure | null;
  retry: () => void;
};

/** Has a diagram drawn once its source comes near the view. */
export function useDiagram(text: string, source: RefObject<Element | null>): Diagram {
  const shownTheme = useShownTheme();
  const theme = useMemo(() => hasOwnColors(text), [text]) ? 'light' : shownTheme;
  const isTooLarge = useMemo(() => isTooLargeToDraw(text, pageSharesThread), [text]);
  const [isNear, setNear] = useState(false);
  const [held, setHeld] = useState<Held | null>(null);
  const result = useSyncExternalStore(
    pageDiagrams.subscribe,
    () => pageDiagrams.read(text, theme),
    () => undefined,
  );
  if (result?.type === 'drawn' && result !== held?.drawn) setHeld({ text, theme, drawn: result });
  const isHeld = held?.text === text && held.theme === theme;
  const isWanted = isNear && !isTooLarge && !isHeld && result === undefined;

  useEffect(
    () => (source.current ? watchNear(source.current, () => setNear(true)) : undefined),
    [source],
  );
  useEffect(() => {
    if (isWanted) pageDiagrams.request(text, theme);
  }, [isWanted, text, theme]);

  const failure = isTooLarge ? 'too_large' : result?.type === 'failed' ? result.reason : null;
  return {
    held: failure === null && held?.text === text ? held : null,
    failure,
    retry: () => pageDiagrams.retry(text, theme),
  };
}
