'use client';

import { Pencil } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { useChatActions, useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { breakWords } from '../ui/break-words.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { isComposing } from './is-composing.ts';
import { SiblingSwitch } from './sibling-switch.tsx';

type UserMessageProps = {
  message: ChatMessage;
  siblings: string;
  editing: boolean;
  onEditing: (messageId: string | null) => void;
};

/** The visitor's message as a bubble. Editing sends a new version and keeps this one. */
export const UserMessage = memo(function UserMessage(props: UserMessageProps) {
  const { message, siblings, editing, onEditing } = props;
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  if (editing) return <EditForm message={message} onClose={() => onEditing(null)} />;
  return (
    <article aria-label="You" className="group flex flex-col items-end gap-1">
      <p
        dir="auto"
        className="[unicode-bidi:plaintext] max-w-[80%] rounded-[20px] bg-bubble px-4 py-2.5 text-base leading-relaxed whitespace-pre-wrap"
      >
        {breakWords(message.text)}
      </p>
      <div className="message-actions">
        <SiblingSwitch id={message.id} siblings={siblings} />
        <CopyButton label="Copy message" read={() => message.text} />
        <button
          ref={editButton}
          type="button"
          className="btn-icon"
          aria-label="Edit message"
          title="Edit message"
          onClick={() => onEditing(message.id)}
        >
          <Pencil aria-hidden className="size-4" />
        </button>
      </div>
    </article>
  );
});

function EditForm({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  const { edit } = useChatActions();
  const { canRegenerate } = useChatViewer();
  const [text, setText] = useState(message.text);
  const save = () => {
    if (edit(message.id, text)) onClose();
  };
  return (
    <form
      className="flex flex-col gap-2 rounded-[20px] bg-bubble p-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the user pressed Edit and expects focus here.
        autoFocus
        aria-label="Edit your message"
        dir="auto"
        value={text}
        rows={3}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Escape') onClose();
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            save();
          }
        }}
        className="field max-h-80 resize-none [field-sizing:content]"
      />
      <div className="flex justify-end gap-2">
        <button type="button" className="btn-quiet" onClick={onClose}>
          Cancel
        </button>
        <button
          type="submit"
          className="btn-primary aria-disabled:cursor-default aria-disabled:opacity-60"
          aria-disabled={!canRegenerate || text.trim() === ''}
          title={canRegenerate ? undefined : 'You can send once the reply has ended'}
        >
          Send
        </button>
      </div>
    </form>
  );
}
