'use client';

import { Modal } from './modal.tsx';

type MissingPartDialogProps = { title: string; onClose: () => void };

/** Shown instead of a dialog whose code couldn't be loaded. */
export function MissingPartDialog({ title, onClose }: MissingPartDialogProps) {
  return (
    <Modal title={title} onClose={onClose} className="max-w-sm">
      <p role="alert" className="text-pretty">
        This part of the page couldn't be loaded. If the connection is down, try again later. If the
        page was updated, reload it; your messages and draft are saved.
      </p>
    </Modal>
  );
}
