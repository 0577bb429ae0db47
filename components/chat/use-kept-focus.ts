import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** What has the focus in the log, and where it stands there. */
type Focused = { element: HTMLElement; name: string; at: number };

/** The buttons that show other versions: at the last one, only the other is left. */
const VERSIONS: ReadonlySet<string> = new Set(['Earlier version', 'Later version']);

/**
 * Keeps the focus on the page when what has it in the log is gone: Retry, Continue and Regenerate disappear when
 * they are pressed, and another version has buttons of its own. Without that, Tab would begin at the top.
 */
export function useKeptFocus(scroller: RefObject<HTMLElement | null>): void {
  const focused = useRef<Focused | null>(null);

  useEffect(() => {
    const frame = scroller.current;
    if (!frame) return;
    const note = ({ target }: FocusEvent) => {
      const isInLog = target instanceof HTMLElement && target !== frame && frame.contains(target);
      focused.current = isInLog ? focusedAs(target, frame) : null;
    };
    // Whoever presses elsewhere wants the focus nowhere.
    const forget = ({ target }: Event) => {
      if (target instanceof Node && !focused.current?.element.contains(target))
        focused.current = null;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget);
    };
  }, [scroller]);

  // After each change of the log, which is when its parts come and go.
  useLayoutEffect(() => {
    const frame = scroller.current;
    const lost = focused.current;
    if (!frame || !lost || lost.element.isConnected) return;
    focused.current = null;
    const isTaken =
      document.activeElement !== document.body && document.activeElement !== lost.element;
    if (!isTaken) (sameIn(frame, lost) ?? elsewhere(frame))?.focus({ preventScroll: true });
  });
}

function focusedAs(element: HTMLElement, frame: HTMLElement): Focused {
  const article = element.closest('article');
  return {
    element,
    name: element.ariaLabel ?? '',
    at: article ? [...frame.querySelectorAll('article')].indexOf(article) : -1,
  };
}

/** The same button of the message that is now in that place. */
function sameIn(frame: HTMLElement, { name, at }: Focused): HTMLElement | undefined {
  const article = frame.querySelectorAll('article')[at];
  if (!article || !VERSIONS.has(name)) return undefined;
  const buttons = [...article.querySelectorAll<HTMLButtonElement>('button:enabled')];
  const known = buttons.filter(({ ariaLabel }) => VERSIONS.has(ariaLabel ?? ''));
  return known.find(({ ariaLabel }) => ariaLabel === name) ?? known[0];
}

/** The field; on touch screens the log, because the field would open the keyboard. */
function elsewhere(frame: HTMLElement): HTMLElement | null {
  if (!matchMedia('(pointer: fine)').matches) return frame;
  return document.querySelector<HTMLElement>('.composer-field') ?? frame;
}
