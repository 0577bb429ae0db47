'use client';

import { ArrowUp, Square } from 'lucide-react';
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
import { useRemainingLimitMessage } from '#lib/client/limits/use-remaining-limit-message.ts';
import { useOnline } from '#lib/client/network/use-online.ts';
import { useHydrated } from '#lib/client/page/use-hydrated.ts';
import { hasDraftFiles } from '#lib/client/storage/drafts.ts';
import { useEarlySend } from '#lib/client/waiting/use-early-send.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { deferredAttachments, deferredNotices } from './deferred-parts.tsx';
import { editLast } from './edit-last.ts';
import { isComposing } from './is-composing.ts';
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
 * The message editor. Enter sends, or queues while a reply runs; Shift+Enter adds a line break, Escape
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
      // Only text is queued.
    } else if (files.length === 0 && queue.current?.add(draft)) setDraft('');
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
    if (event.key === 'ArrowUp' && draft === '') {
      // The caret would move in the field that has the focus next.
      event.preventDefault();
      if (!queue.current?.recall()) editLast.notify();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
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
        />
      )}
      <div className="rounded-[22px] border border-line bg-raised short:flex short:items-end shadow-float transition-colors duration-150 focus-within:border-[color-mix(in_oklch,var(--accent)_55%,var(--line))]">
        {loaded && <loaded.DraftTray draftKey={draftKey} field={field} onCount={setFileCount} />}
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
          className="block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-4 pt-3 pb-1 short:min-h-11 short:pt-2.5 text-base leading-relaxed outline-none [field-sizing:content] placeholder:text-muted"
        />
        <div className="flex items-center gap-2 px-2 pb-2 short:pb-1">
          <span className="size-9 pointer-coarse:size-11">
            {loaded && <loaded.AttachButton draftKey={draftKey} />}
          </span>
          {simulateAllowed && (
            <SimulateMenu
              onChoose={(command) => {
                setDraft(command);
                field.current?.focus();
              }}
            />
          )}
          {search}
          <span className="flex-1 short:hidden" />
          {replying && (
            <button
              type="button"
              aria-label="Stop"
              title="Stop (Escape)"
              onClick={onStop}
              className="inline-flex size-9 items-center justify-center rounded-full bg-text text-page transition-opacity duration-150 hover:opacity-85 pointer-coarse:size-11"
            >
              <Square aria-hidden className="size-3.5 fill-current" />
            </button>
          )}
          <SendButton replying={replying} hasText={draft.trim() !== ''} fileCount={fileCount} />
        </div>
      </div>
      <Hint demo={demo} />
    </form>
  );
}

type SendButtonProps = {
  replying: boolean;
  hasText: boolean;
  /** How many files are sent along; null while they can't be. */
  fileCount: number | null;
};

/** Sends; while a reply runs, it queues text. */
function SendButton({ replying, hasText, fileCount }: SendButtonProps) {
  const hydrated = useHydrated();
  const hasFiles = fileCount !== 0;
  if (replying && !hasText && !hasFiles) return null;
  const whileReplying = hasFiles
    ? 'Files can be sent once the reply has ended'
    : 'Send after this reply (Enter)';
  return (
    <button
      type={hydrated ? 'submit' : 'button'}
      aria-label={replying && !hasFiles ? 'Queue' : 'Send'}
      title={replying ? whileReplying : 'Send (Enter)'}
      aria-disabled={fileCount === null || !(hasFiles || hasText) || (replying && hasFiles)}
      className="inline-flex size-9 items-center justify-center rounded-full bg-accent text-on-accent transition-opacity duration-150 hover:opacity-90 aria-disabled:cursor-default aria-disabled:bg-[color-mix(in_oklch,var(--text)_9%,transparent)] aria-disabled:text-muted pointer-coarse:size-11"
    >
      <ArrowUp aria-hidden className="size-5" />
    </button>
  );
}

/** A hint while writing: the network is down, a limit is near, or a general caution. */
function Hint({ demo }: { demo: boolean }) {
  const online = useOnline();
  const limitMessage = useRemainingLimitMessage(useChatViewer().audience);
  const notice = online
    ? limitMessage
    : "You're offline. Messages are saved; you can send them when you're back.";
  return (
    <div className="mt-2 text-center text-xs text-muted short:mt-1">
      {/* Rendered even when empty, because screen readers only announce changes within it. */}
      <p role="status" className="text-balance text-text">
        {notice}
      </p>
      {notice === null && (
        <p className="short:hidden">
          {demo
            ? 'This is a demo: no model is called, and replies are simulated.'
            : 'Models make mistakes. Check important facts.'}
        </p>
      )}
    </div>
  );
}
