'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, startTransition, useId, useState } from 'react';
import { useGradualText } from '#lib/client/drawing/use-gradual-text.ts';
import { useElapsedSeconds } from '#lib/client/waiting/use-elapsed-seconds.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { thoughtTitle } from '#lib/core/chat/thought-title.ts';
import { formatWholeSeconds } from '#lib/core/text/format-whole-seconds.ts';
import { heldPlace } from './held-place.ts';

type ThoughtProps = {
  message: ChatMessage;
  /** Whether there is no answer yet, nor another end. */
  thinking: boolean;
  /** Draws what it thought, or the beginning of it. */
  draw: (text: string, isPartial: boolean) => ReactNode;
};

/** How long the model thought, with what it thought on demand. */
export function Thought({ message, thinking, draw }: ThoughtProps) {
  const [isOpen, setIsOpen] = useState(false);
  const blockId = useId();
  const toggle = () => {
    // While the model thinks, the end is what is being read.
    if (!isOpen && !thinking) heldPlace.notify();
    startTransition(() => setIsOpen(!isOpen));
  };
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? blockId : undefined}
        onClick={toggle}
        className={`-mx-1 inline-flex min-h-6 items-center gap-2 rounded px-1 text-start text-muted transition-colors duration-150 ease-calm hover:text-text pointer-coarse:min-h-11 ${thinking ? 'text-base' : ''}`}
      >
        {thinking && <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />}
        <span className="tabular-nums">
          {thinking ? <ThinkingTitle sinceMs={message.thinkingMs} /> : thoughtTitle(message)}
        </span>
        <ChevronRight
          aria-hidden
          className={`mirrored -ms-1 size-4 shrink-0 transition-transform duration-150 ease-calm ${isOpen ? 'turned' : ''}`}
        />
      </button>
      {isOpen && (
        <section
          id={blockId}
          aria-label="Thinking"
          className={`mb-1 w-full min-w-0 border-s-2 border-line ps-4 text-muted [&_.reply]:text-[0.9375rem] ${message.status === 'waiting' ? '' : 'thought-over'}`}
        >
          <ThoughtText text={message.thinking ?? ''} draw={draw} />
        </section>
      )}
    </div>
  );
}

/** A long thought is drawn over several frames. */
function ThoughtText({ text, draw }: { text: string } & Pick<ThoughtProps, 'draw'>) {
  const shown = useGradualText(text);
  return draw(shown, shown.length < text.length);
}

/** Counts up. Screen readers skip the seconds. */
function ThinkingTitle({ sinceMs }: { sinceMs: number | undefined }) {
  const seconds = useElapsedSeconds(sinceMs);
  return <>Thinking…{seconds >= 1 && <span aria-hidden> {formatWholeSeconds(seconds)}</span>}</>;
}
