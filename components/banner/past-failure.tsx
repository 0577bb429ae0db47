import { ChevronRight, type LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { heldPlace } from '../chat/held-place.ts';

type PastFailureProps = {
  icon: LucideIcon;
  severity: string;
  heading: string;
  /** What it means, and its details. */
  children: ReactNode;
};

/**
 * An earlier failure, in one line that opens. Screen readers and paper have all of it, and it shows while
 * the focus is in it.
 */
export function PastFailure({ icon: Icon, severity, heading, children }: PastFailureProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div
      role="alert"
      // It isn't announced again when a conversation is opened.
      aria-live="off"
      className={`tone-${severity} relative rounded-xl border border-tone-line bg-tone-tint`}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          if (!isOpen) heldPlace.notify();
          setOpen(!isOpen);
        }}
        className="on-paper flex min-h-9 w-full items-center gap-2.5 rounded-xl px-3 py-1.5 text-start font-medium text-tone-text pointer-coarse:min-h-11"
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className={isOpen ? 'text-pretty' : 'truncate print:whitespace-normal'}>
          {heading}
        </span>
        <ChevronRight
          aria-hidden
          className={`ms-auto size-4 shrink-0 transition-transform duration-150 print:hidden ${isOpen ? 'turned' : 'mirrored'}`}
        />
      </button>
      <div
        className={`flex flex-col gap-2 ps-[2.375rem] pe-4 pb-3 ${isOpen ? '' : 'not-print:not-focus-within:sr-only'}`}
      >
        {children}
      </div>
    </div>
  );
}
