import { Check, Copy, Ellipsis, Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { copyText } from '#lib/client/page/copy-text.ts';
import { ActionMenu, MENU_ITEM } from '../ui/action-menu.tsx';

type TouchActionsProps = {
  /** Empty if there is nothing to copy. */
  text: string;
  onEdit: () => void;
};

/**
 * What can be done with a message of the visitor's, behind one button: for fingers, the buttons of each would
 * be a row as high as two lines between the question and its reply.
 */
export function TouchActions({ text, onEdit }: TouchActionsProps) {
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [outcome, setOutcome] = useState<'' | 'Copied' | "Couldn't copy">('');
  useEffect(() => {
    if (outcome === '') return;
    const timer = setTimeout(() => setOutcome(''), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <>
      <button
        ref={opener}
        type="button"
        data-edits
        className="btn-icon"
        aria-label="Actions for your message"
        title="Actions for your message"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        {outcome === 'Copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Ellipsis aria-hidden className="size-4" />
        )}
      </button>
      <span aria-live="polite" className="sr-only">
        {outcome}
      </span>
      {isOpen && (
        <ActionMenu
          label="Actions for your message"
          opener={opener}
          onClose={() => setIsOpen(false)}
        >
          {text !== '' && (
            <button
              type="button"
              {...MENU_ITEM}
              onClick={async () => {
                opener.current?.focus();
                setIsOpen(false);
                setOutcome((await copyText(text)) ? 'Copied' : "Couldn't copy");
              }}
            >
              <Copy aria-hidden className="size-4 text-muted" />
              Copy message
            </button>
          )}
          <button type="button" {...MENU_ITEM} onClick={onEdit}>
            <Pencil aria-hidden className="size-4 text-muted" />
            Edit message
          </button>
        </ActionMenu>
      )}
    </>
  );
}
