'use client';

import { type RefObject, useEffect, useRef } from 'react';

/**
 * Shows a dialog as modal while it is rendered; the browser traps the focus, and gives it back if the dialog
 * is closed before it is removed. The focus goes to the first field rather than to the button that closes the
 * dialog.
 */
export function useModalDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('input:not([type="file"]), textarea')?.focus();
    return () => element?.close();
  }, []);
  return dialog;
}
