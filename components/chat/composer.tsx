'use client';

import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { SendOptions } from '#lib/client/chat/session-types.ts';
import { useDraft } from '#lib/client/chat/use-draft.ts';
import type { Queue } from '#lib/client/chat/use-queued-message.ts';
import { hasDraftFiles } from '#lib/client/storage/drafts.ts';
import { useEarlySend } from '#lib/client/waiting/use-early-send.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { ComposerHint } from './composer-hint.tsx';
import { deferredAttachments, deferredNotices } from './deferred-parts.tsx';
import { editLast } from './edit-last.ts';
import { isComposing } from './is-composing.ts';
import { isSendKey } from './is-send-key.ts';
import { SendButtons } from './send-buttons.tsx';
import { SimulateMenu } from './simulate-menu.tsx';

type ComposerProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  draftKey: string;
  /** Text from a link for an empty draft; never sent automatically. */
  prefill: string | null;
  /** Whether the conversation is read; a message sent earlier waits for it. */
  ready: boolean;
  replying: boolean;
  simulateAllowed: boolean;
  demo: boolean;
  /** The switch for searches of the web, where they are allowed. */
  search: ReactNode;
  /** The messages that are sent along, as far as they fit. */
  path: ChatLog['path'];
  maxBodyBytes: number;
  /** Returns false if the message wasn't accepted; the draft then stays. */
  onSend: (text: string, more?: SendOptions) => boolean;
  onStop: () => void;
};

/**
 * The message editor. Enter sends (or Ctrl+Enter, by the settings), or queues while a reply runs; Shift+Enter adds a line break, Escape
 * stops a running reply, and ↑ in the empty field edits the last message.
 */
export function Composer(props: ComposerProps) {
  const {
    field,
    draftKey,
    prefill,
    ready,
    replying,
    simulateAllowed,
    demo,
    search,
    path,
    maxBodyBytes,
    onSend,
    onStop,
  } = props;
  const [draft, setDraft] = useDraft(draftKey, { prefill, field });
  const notices = deferredNotices.use();
  const queue = useRef<Queue>(null);

  useEffect(() => {
    // On touch screens, focusing would open the on-screen keyboard.
    if (draftKey !== '' && matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [draftKey, field]);

  const parts = deferredAttachments.use();
  /** How many can be sent; null while they can't. */
  const [fileCount, setFileCount] = useState<number | null>(0);
  const loaded = typeof parts === 'string' ? null : parts;
  // If their code can't be loaded, files wait in the draft for the next page.
  const isEarly = !ready || (parts === 'loading' && hasDraftFiles(draftKey));
  const send = (leaveOut?: number) => {
    const files = isEarly ? null : loaded ? loaded.readyFiles(draftKey) : [];
    if (!files) sendOnceRead();
    else if (fileCount !== null && onSend(draft, { files, leaveOut })) {
      setDraft('');
      loaded?.clearFiles(draftKey);
    } else if (fileCount !== null && queue.current?.add(draft)) setDraft('');
  };
  const sendOnceRead = useEarlySend({
    draftKey,
    draft,
    ready: !isEarly && fileCount !== null,
    send,
  });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && replying) onStop();
    if (event.key === 'ArrowUp' && draft === '' && !event.altKey) {
      // The caret would move in the field that has the focus next.
      event.preventDefault();
      if (!queue.current?.recall()) editLast.notify();
    }
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="mx-auto w-full max-w-[46rem] px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4 short:pb-1"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {typeof notices !== 'string' && (
        <notices.ComposerNotices
          {...{ draftKey, draft, setDraft, path, ready, maxBodyBytes, field, queue, onSend }}
          sendWithout={send}
          lacksFiles={parts === 'failed'}
        />
      )}
      <div className="composer-card">
        <div className="composer-files">
          {loaded && <loaded.DraftTray draftKey={draftKey} field={field} onCount={setFileCount} />}
        </div>
        <textarea
          ref={field}
          aria-label="Message"
          dir="auto"
          // The page restores drafts itself, and the browser would store those of temporary chats as well.
          autoComplete="off"
          placeholder="Write a message"
          value={draft}
          rows={1}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          className="composer-field"
        />
        <div className="composer-buttons">
          <span className="size-9 pointer-coarse:size-11">
            {loaded && <loaded.AttachButton draftKey={draftKey} />}
          </span>
          {search}
          {simulateAllowed && (
            <SimulateMenu
              onChoose={(command) => {
                setDraft(command);
                field.current?.focus();
              }}
            />
          )}
        </div>
        <div className="composer-buttons">
          <SendButtons
            {...{ replying, fileCount }}
            hasText={draft.trim() !== ''}
            onStop={() => {
              onStop();
              // The button is gone then. On touch screens, the field would open the keyboard.
              if (matchMedia('(pointer: fine)').matches) field.current?.focus();
            }}
          />
        </div>
      </div>
      <ComposerHint demo={demo} />
    </form>
  );
}
