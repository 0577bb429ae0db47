'use client';

import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { siblingIdsOf } from '#lib/core/chat/sibling-ids.ts';
import { useChatActions, useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { EditedFiles } from '../attachments/edited-files.tsx';
import { MessageFiles } from '../attachments/message-files.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { AnsweredBy } from './answered-by.tsx';
import { isComposing } from './is-composing.ts';
import { isSendKey } from './is-send-key.ts';
import { ReplyTools } from './reply-tools.tsx';
import { SentText } from './sent-text.tsx';
import { SiblingSwitch } from './sibling-switch.tsx';
import { TouchActions } from './touch-actions.tsx';

export { AnsweredBy, MessageFiles, ReplyTools, SentText, siblingIdsOf };

type MessageToolsProps = { message: ChatMessage; siblings: string };

/** What can be done with a message of the visitor's. */
export function UserMessageTools(
  props: MessageToolsProps & {
    /** Whether the form has just closed that this button opened. */
    focusesEdit: boolean;
    onEdit: () => void;
  },
) {
  const { message, siblings, focusesEdit, onEdit } = props;
  const buttons = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!focusesEdit) return;
    // The one that is shown: with a mouse, or for fingers.
    const shown = [...(buttons.current?.querySelectorAll<HTMLElement>('button[data-edits]') ?? [])];
    shown.find((button) => button.checkVisibility())?.focus();
  }, [focusesEdit]);
  return (
    <>
      <SiblingSwitch id={message.id} siblings={siblings} />
      <span ref={buttons} className="contents">
        <span className="contents pointer-coarse:hidden">
          {message.text !== '' && <CopyButton label="Copy message" read={() => message.text} />}
          <button
            type="button"
            data-edits
            className="btn-icon"
            aria-label="Edit message"
            title="Edit message"
            onClick={onEdit}
          >
            <Pencil aria-hidden className="size-4" />
          </button>
        </span>
        <span className="hidden pointer-coarse:contents">
          <TouchActions text={message.text} onEdit={onEdit} />
        </span>
      </span>
    </>
  );
}

/** Edits a message of the visitor's in place. */
export function EditForm({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  const { edit } = useChatActions();
  const { canRegenerate } = useChatViewer();
  const [text, setText] = useState(message.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.setSelectionRange(end, end);
  }, []);
  const [files, setFiles] = useState(message.attachments ?? []);
  const save = () => {
    if (edit(message.id, text, files)) onClose();
  };
  return (
    <form
      className="flex flex-col gap-2 rounded-[20px] bg-bubble p-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {files.length > 0 && <EditedFiles files={files} onChange={setFiles} />}
      <textarea
        ref={field}
        // biome-ignore lint/a11y/noAutofocus: the user pressed Edit and expects focus here.
        autoFocus
        aria-label="Edit your message"
        autoComplete="off"
        dir="auto"
        value={text}
        rows={3}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Escape') onClose();
          if (isSendKey(event)) {
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
          aria-disabled={!canRegenerate || (text.trim() === '' && files.length === 0)}
          title={canRegenerate ? undefined : 'You can send once the reply has ended'}
        >
          Send
        </button>
      </div>
    </form>
  );
}
