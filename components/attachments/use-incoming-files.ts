import { type RefObject, useEffect, useState } from 'react';
import type { AttachmentTray } from '#lib/client/attachments/attachment-tray.ts';
import { takeSharedFiles, unsharedNotices } from '#lib/client/attachments/shared-files.ts';

/** A longer paste becomes a file: the field would grow over the screen, and block the page for seconds. */
const MAX_PASTE_LENGTH = 2000;

/** Said once, also after another conversation was shown. */
let unshared = unsharedNotices;

/**
 * Takes what another app shares, what is dropped on the page, pictures that are pasted anywhere but into another field, and long
 * texts that are pasted into the composer.
 *
 * @returns whether files are being dragged over the page
 */
export function useIncomingFiles(
  tray: AttachmentTray,
  field: RefObject<HTMLTextAreaElement | null>,
): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const notices = unshared();
    unshared = () => [];
    if (notices.length > 0) tray.tell(...notices);
    void takeSharedFiles().then((files) => files.length > 0 && tray.add(files));
  }, [tray]);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const isOurs = event.target === field.current;
      if (event.clipboardData && (isOurs || !isEditable(event.target))) {
        if (takePaste(event.clipboardData, tray, isOurs)) event.preventDefault();
      }
    };
    const onDragOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Without this, the browser would open the file in place of the page.
      event.preventDefault();
      setIsOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setIsOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      tray.add(Array.from(event.dataTransfer?.files ?? []));
      field.current?.focus();
    };
    document.addEventListener('paste', onPaste);
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('paste', onPaste);
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [tray, field]);
  return isOver;
}

/** Whether the paste was taken; otherwise the browser inserts it. */
function takePaste(data: DataTransfer, tray: AttachmentTray, isOurs: boolean): boolean {
  const files = Array.from(data.files);
  const text = data.getData('text/plain');
  // Spreadsheets add a picture of the cells to their text; file managers add the names to the files.
  const isText = text !== '' && files.some(({ name }) => !text.includes(name));
  if (files.length > 0 && !isText) {
    tray.add(files);
    return true;
  }
  return isOurs && text.length > MAX_PASTE_LENGTH && tray.addPaste(text);
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
  );
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
