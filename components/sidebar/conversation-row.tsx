'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { Modal } from '../ui/modal.tsx';

type ConversationRowProps = {
  conversation: Conversation;
  shown: boolean;
  onOpen: (conversationId: string) => void;
  onRename: (conversation: Conversation, title: string) => void;
  onRemove: (conversationId: string) => void;
};

/** One conversation, with buttons to open it, rename it in place, or delete it after confirmation. */
export function ConversationRow(props: ConversationRowProps) {
  const { conversation, shown, onOpen, onRename, onRemove } = props;
  const [mode, setMode] = useState<'idle' | 'renaming' | 'deleting'>('idle');
  const title = shownTitle(conversation);
  if (mode === 'renaming') {
    return (
      <li>
        <RenameField
          title={title}
          onDone={(next) => {
            setMode('idle');
            if (next !== '' && next !== title) onRename(conversation, next);
          }}
        />
      </li>
    );
  }
  return (
    <li
      className={`group/row flex items-center rounded-lg transition-colors duration-150 hover:bg-[color-mix(in_oklch,var(--text)_6%,transparent)] ${shown ? 'bg-bubble' : ''}`}
    >
      <button
        type="button"
        data-closes-drawer
        aria-current={shown ? 'page' : undefined}
        title={title}
        dir="auto"
        onClick={() => onOpen(conversation.id)}
        className="min-h-9 min-w-0 flex-1 truncate rounded-lg px-2 text-start pointer-coarse:min-h-11"
      >
        {title}
      </button>
      <span className="row-actions flex">
        <button
          type="button"
          className="btn-icon"
          aria-label={`Rename ${title}`}
          title="Rename"
          onClick={() => setMode('renaming')}
        >
          <Pencil aria-hidden className="size-3.5" />
        </button>
        <button
          type="button"
          className="btn-icon"
          aria-label={`Delete ${title}`}
          title="Delete"
          onClick={() => setMode('deleting')}
        >
          <Trash2 aria-hidden className="size-3.5" />
        </button>
      </span>
      {mode === 'deleting' && (
        <Modal
          title="Delete this conversation?"
          onClose={() => setMode('idle')}
          className="max-w-sm"
        >
          <p className="text-base">
            This deletes “{title}” from this browser. There is no other copy, so this can't be
            undone.
          </p>
          <div className="mt-4 flex justify-end gap-2">
            <button type="button" className="btn-quiet" onClick={() => setMode('idle')}>
              Keep it
            </button>
            <button type="button" className="btn-primary" onClick={() => onRemove(conversation.id)}>
              Delete
            </button>
          </div>
        </Modal>
      )}
    </li>
  );
}

function RenameField({ title, onDone }: { title: string; onDone: (title: string) => void }) {
  const [text, setText] = useState(title);
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the user pressed Rename and expects focus here.
      autoFocus
      aria-label="Conversation name"
      dir="auto"
      value={text}
      maxLength={120}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone(text.trim());
        if (event.key === 'Escape') onDone('');
      }}
      className="field py-1 text-sm"
    />
  );
}
