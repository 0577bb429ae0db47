'use client';

import { Modal } from './modal.tsx';

export type MissingPartDialogProps = { title: string; onClose: () => void };

/** Stands where a dialog would, when its code could not be loaded. */
export function MissingPartDialog({ title, onClose }: MissingPartDialogProps) {
  return (
    <Modal title={title} onClose={onClose} className="max-w-sm">
      <p role="alert" className="text-pretty">
        This part of the page could not be loaded. The connection may be down; then try again later.
        If the page was updated meanwhile, reload it: your messages and your draft are kept.
      </p>
    </Modal>
  );
}
