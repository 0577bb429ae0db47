'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Shows a dialog as modal while it is rendered; the browser traps the focus and restores it. */
export function useModalDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
