'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useModalDialog } from './use-modal-dialog.ts';

export type ModalProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
};

/** A modal dialog: the browser's own, which keeps the focus, closes on Escape and gives the focus back. */
export function Modal({ title, onClose, children, className = 'max-w-md' }: ModalProps) {
  const dialog = useModalDialog();
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      // The keyboard's way out is Escape, which the browser handles.
      onKeyDown={undefined}
      className={`m-auto w-[calc(100%-2rem)] rounded-xl border border-line bg-page p-0 text-text shadow-float ${className}`}
    >
      <div className="flex max-h-[80dvh] flex-col">
        <header className="flex items-center justify-between gap-2 border-b border-line py-2 pr-2 pl-4">
          <h2 className="text-base font-semibold">{title}</h2>
          <button type="button" className="btn-icon" aria-label="Close" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </button>
        </header>
        <div className="min-h-0 overflow-y-auto p-4">{children}</div>
      </div>
    </dialog>
  );
}
