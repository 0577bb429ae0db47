'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Shows a dialog as a modal one for as long as it is drawn: the browser keeps the focus and gives it back. */
export function useModalDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
