'use client';

import { type FormEvent, useState } from 'react';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { Modal } from '../ui/modal.tsx';

export type RenameDialogProps = {
  conversation: Conversation;
  onRename: (conversation: Conversation, title: string) => void;
  onClose: () => void;
};

/** Asks for a new name of a conversation. Enter saves it, Escape keeps the old one. */
export function RenameDialog({ conversation, onRename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(shownTitle(conversation));
  const save = (event: FormEvent) => {
    event.preventDefault();
    const next = name.trim();
    if (next !== '' && next !== conversation.title) onRename(conversation, next);
    onClose();
  };
  return (
    <Modal title="Rename this conversation" onClose={onClose} className="max-w-sm">
      <form onSubmit={save} className="flex flex-col gap-4">
        <input
          aria-label="Conversation name"
          dir="auto"
          value={name}
          maxLength={120}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
          className="field"
        />
        <div className="flex justify-end gap-2">
          <button type="button" className="btn-quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="btn-primary">
            Rename
          </button>
        </div>
      </form>
    </Modal>
  );
}
