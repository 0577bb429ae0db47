'use client';

import { RotateCcw } from 'lucide-react';
import { lazy, memo, Suspense } from 'react';
import type { ChatMessage } from '#lib/core/chat-log.ts';
import { isRunning } from '#lib/core/chat-reducer.ts';
import { BannerBoundary } from '../banner/banner-boundary.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useChatActions, useChatViewer } from './chat-actions.ts';
import { loadErrorBanner, loadMarkdown } from './preload.ts';
import { ReplyNotes } from './reply-notes.tsx';
import { SiblingSwitch } from './sibling-switch.tsx';
import { WaitingLine } from './waiting-line.tsx';

const Markdown = lazy(() => loadMarkdown().then(({ Markdown }) => ({ default: Markdown })));
const ErrorBanner = lazy(() =>
  loadErrorBanner().then(({ ErrorBanner }) => ({ default: ErrorBanner })),
);

export type ReplyProps = {
  message: ChatMessage;
  siblings: string;
  askedId: string | null;
  /** Whether this is the end of the shown path. */
  last: boolean;
  onEdit: (messageId: string) => void;
};

/** A reply as plain text on the page; how it ended, if not by itself, in a banner below. */
export const Reply = memo(function Reply(props: ReplyProps) {
  const { message, siblings, askedId, last, onEdit } = props;
  const running = isRunning(message);
  const error = endedBadly(message);
  return (
    <article aria-label="Reply" aria-busy={running} className="group flex min-w-0 flex-col gap-3">
      {message.text !== '' && (
        <div className="text-base leading-[1.6]">
          <Suspense fallback={<p className="whitespace-pre-wrap">{message.text}</p>}>
            <Markdown text={message.text} streaming={running} />
          </Suspense>
        </div>
      )}
      {message.status === 'waiting' && <WaitingLine />}
      <ReplyNotes message={message} />
      {error && (
        <BannerBoundary error={error}>
          <Suspense fallback={null}>
            <ErrorBanner
              error={error}
              message={message}
              askedId={askedId}
              last={last}
              onEdit={onEdit}
            />
          </Suspense>
        </BannerBoundary>
      )}
      {!running && (
        <ReplyActions message={message} siblings={siblings} failed={error !== undefined} />
      )}
    </article>
  );
});

/** The failure to show: a reply whose tab went away was cut like any other. */
function endedBadly(message: ChatMessage): ChatMessage['error'] {
  if (message.error || message.status !== 'interrupted') return message.error;
  return { kind: 'reply_interrupted', status: 502, requestId: message.requestId ?? 'none' };
}

type ReplyActionsProps = { message: ChatMessage; siblings: string; failed: boolean };

function ReplyActions({ message, siblings, failed }: ReplyActionsProps) {
  const { retry } = useChatActions();
  const { canRegenerate } = useChatViewer();
  const hasText = message.text !== '';
  if (!hasText && siblings === message.id && failed) return null;
  return (
    <div className="message-actions -mt-1 -ml-2">
      <SiblingSwitch id={message.id} siblings={siblings} />
      {hasText && <CopyButton label="Copy reply" read={() => message.text} />}
      {canRegenerate && (hasText || !failed) && (
        <button
          type="button"
          className="btn-icon"
          aria-label="Regenerate"
          title="Regenerate"
          onClick={() => retry(message.id)}
        >
          <RotateCcw aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
