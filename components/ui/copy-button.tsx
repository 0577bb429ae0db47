'use client';

import { Check, Copy, type LucideIcon } from 'lucide-react';
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
  /** The end of the label, which is shown next to the icon, and the rest of it where there is room. */
  shortLabel?: string;
  icon?: LucideIcon;
  /** What puts it on the clipboard; false if that was refused. */
  copy?: (text: string, button: HTMLElement) => Promise<boolean>;
};

/** Copies text, and confirms it for two seconds. */
export function CopyButton(props: CopyButtonProps) {
  const { label, read, shortLabel = label, icon: Icon = Copy, copy = copyText } = props;
  const labelled = props.labelled || props.shortLabel !== undefined;
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
        onClick={async ({ currentTarget }) =>
          setOutcome((await copy(read(), currentTarget)) ? 'copied' : 'failed')
        }
      >
        {outcome === 'copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Icon aria-hidden className="size-4" />
        )}
        {labelled && (
          <span>
            {status === label ? (
              <>
                <span className="max-sm:sr-only">{label.slice(0, -shortLabel.length)}</span>
                {shortLabel}
              </>
            ) : (
              status
            )}
          </span>
        )}
      </button>
      <span aria-live="polite" className="sr-only">
        {outcome === 'idle' ? '' : status}
      </span>
    </>
  );
}
