'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useModalDialog } from './use-modal-dialog.ts';

type ModalProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  /** Whether nothing in it takes the focus: then it does itself, so that the keyboard can scroll it. */
  isText?: boolean;
};

/**
 * The browser's own modal dialog, which traps the focus and closes on Escape. It gives the focus back if it is closed
 * before it is removed, as by Escape.
 */
export function Modal(props: ModalProps) {
  const { title, onClose, children, className = 'max-w-md', isText } = props;
  const dialog = useModalDialog();
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      // Escape closes the dialog, and the browser handles it.
      onKeyDown={undefined}
      className={`m-auto w-[calc(100%-2rem)] rounded-xl border border-line bg-page p-0 text-text shadow-float ${className}`}
    >
      <div className="flex max-h-[80dvh] flex-col">
        <div className="flex items-center justify-between gap-2 border-b border-line py-2 pe-2 ps-4">
          <h2 className="text-base font-semibold">{title}</h2>
          <button type="button" className="btn-icon" aria-label="Close" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </button>
        </div>
        <div tabIndex={isText ? 0 : undefined} className="min-h-0 overflow-y-auto p-4">
          {children}
        </div>
      </div>
    </dialog>
  );
}
