'use client';

import { Check, Copy } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import { copyText } from '#lib/client/page/copy-text.ts';
import { DrawnOnceContext } from './drawn-once.ts';

type CopyButtonProps = {
  /** The button's name, e.g. "Copy message". */
  label: string;
  /** Called on click, so that the text is only built when needed. */
  read: () => string;
  /** Shows the label next to the icon. */
  labelled?: boolean;
};

/** Copies text, and confirms it for two seconds. */
export function CopyButton({ label, read, labelled = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  if (useContext(DrawnOnceContext)) return null;
  const status = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? "Couldn't copy" : label;
  return (
    <>
      <button
        type="button"
        className={labelled ? 'btn-quiet' : 'btn-icon'}
        aria-label={labelled ? undefined : status}
        title={labelled ? undefined : status}
        onClick={async () => setOutcome((await copyText(read())) ? 'copied' : 'failed')}
      >
        {outcome === 'copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Copy aria-hidden className="size-4" />
        )}
        {labelled && status}
      </button>
      <span aria-live="polite" className="sr-only">
        {outcome === 'idle' ? '' : status}
      </span>
    </>
  );
}
