import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { foldText } from '#lib/core/chat/fold-text.ts';
import { breakWords } from '../ui/break-words.tsx';
import { heldPlace } from './held-place.ts';

type SentTextProps = { text: string; className: string };

/**
 * The text of a sent message, folded if it is longer than a screen. What is folded away is found by the
 * browser's search, which unfolds it, and is printed.
 */
export function SentText({ text, className }: SentTextProps) {
  const folded = useMemo(() => foldText(text), [text]);
  return folded ? (
    <FoldedText {...folded} className={className} />
  ) : (
    <p dir="auto" className={`max-w-[80%] ${className}`}>
      {breakWords(text)}
    </p>
  );
}

type FoldedTextProps = NonNullable<ReturnType<typeof foldText>> & { className: string };

function FoldedText({ shown, rest, atLine, className }: FoldedTextProps) {
  const [isOpen, setIsOpen] = useState(false);
  const bubble = useRef<HTMLParagraphElement>(null);
  const hidden = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = hidden.current;
    if (!element) return;
    // React knows only `true` for this attribute.
    if (isOpen) element.removeAttribute('hidden');
    else element.setAttribute('hidden', 'until-found');
    const open = () => setIsOpen(true);
    element.addEventListener('beforematch', open);
    return () => element.removeEventListener('beforematch', open);
  }, [isOpen]);
  return (
    <div className="folded flex max-w-[80%] min-w-0 flex-col items-end gap-1">
      <p ref={bubble} dir="auto" className={`max-w-full ${className}`}>
        <span className={isOpen ? '' : "after:content-['…']"}>{breakWords(shown)}</span>
        <span ref={hidden} className={isOpen && !atLine ? '' : 'block'}>
          {breakWords(rest)}
        </span>
      </p>
      <button
        type="button"
        className="btn-quiet py-1 text-sm text-muted"
        aria-expanded={isOpen}
        onClick={() => {
          heldPlace.notify();
          setIsOpen(!isOpen);
          // Its end, where the button was, moves up by thousands of pixels.
          if (isOpen)
            requestAnimationFrame(() => bubble.current?.scrollIntoView({ block: 'nearest' }));
        }}
      >
        {isOpen ? 'Show less' : 'Show all'}
      </button>
    </div>
  );
}
