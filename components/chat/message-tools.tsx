'use client';

import { Pencil, RotateCcw, Share2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { pathUpTo } from '#lib/core/chat/conversation-tree.ts';
import { hasContent } from '#lib/core/chat/has-content.ts';
import { replyAsText } from '#lib/core/chat/reply-as-text.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { useChatActions, useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { EditedFiles } from '../attachments/edited-files.tsx';
import { MessageFiles } from '../attachments/message-files.tsx';
import { ShareDialog } from '../share/deferred-share-dialog.ts';
import type { ShareDialogProps } from '../share/share-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { isComposing } from './is-composing.ts';
import { SentText } from './sent-text.tsx';
import { SiblingSwitch } from './sibling-switch.tsx';

export { MessageFiles, SentText };

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
  const editButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focusesEdit) editButton.current?.focus();
  }, [focusesEdit]);
  return (
    <>
      <SiblingSwitch id={message.id} siblings={siblings} />
      {message.text !== '' && <CopyButton label="Copy message" read={() => message.text} />}
      <button
        ref={editButton}
        type="button"
        className="btn-icon"
        aria-label="Edit message"
        title="Edit message"
        onClick={onEdit}
      >
        <Pencil aria-hidden className="size-4" />
      </button>
    </>
  );
}

/** What can be done with a reply that has ended. */
export function ReplyTools(props: MessageToolsProps & { failed: boolean }) {
  const { message, siblings, failed } = props;
  const { retry } = useChatActions();
  const { canRegenerate } = useChatViewer();
  return (
    <>
      <SiblingSwitch id={message.id} siblings={siblings} />
      {message.text !== '' && <CopyButton label="Copy reply" read={() => replyAsText(message)} />}
      {canRegenerate && (hasContent(message) || !failed) && (
        <button
          type="button"
          // The same as a Retry above it: the banner's, which knows how long to wait, or a stopped reply's.
          className="btn-icon group-has-[[data-action=retry]]:hidden"
          aria-label="Regenerate"
          title="Regenerate"
          onClick={() => retry(message.id)}
        >
          <RotateCcw aria-hidden className="size-4" />
        </button>
      )}
      {hasContent(message) && <ShareTool message={message} />}
    </>
  );
}

/** Shares the conversation up to a reply. */
function ShareTool({ message }: { message: ChatMessage }) {
  const { getSnapshot } = useChatActions();
  const [shared, setShared] = useState<Omit<ShareDialogProps, 'onClose'> | null>(null);
  const label = 'Share the conversation up to here';
  return (
    <>
      <button
        type="button"
        className="btn-icon"
        aria-label={label}
        title={label}
        onClick={() => {
          const { chatLog, conversation } = getSnapshot();
          setShared({ title: shownTitle(conversation), path: pathUpTo(chatLog, message.id) });
        }}
      >
        <Share2 aria-hidden className="size-4" />
      </button>
      {shared && <ShareDialog {...shared} onClose={() => setShared(null)} />}
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
          aria-disabled={!canRegenerate || (text.trim() === '' && files.length === 0)}
          title={canRegenerate ? undefined : 'You can send once the reply has ended'}
        >
          Send
        </button>
      </div>
    </form>
  );
}
