'use client';

import { memo } from 'react';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';
import { hasContent } from '#lib/core/chat/has-content.ts';
import { isSearching } from '#lib/core/chat/is-searching.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { BareBanner } from '../banner/bare-banner.tsx';
import type { ErrorBannerProps } from '../banner/error-banner.tsx';
import { breakWords } from '../ui/break-words.tsx';
import {
  deferredBanner,
  deferredExtras,
  deferredMarkdown,
  deferredMessageTools,
  deferredReplyNotes,
  deferredThought,
} from './deferred-parts.tsx';
import { OperatorUsage } from './operator-usage.tsx';
import { WaitingLine } from './waiting-line.tsx';

type ReplyProps = {
  message: ChatMessage;
  siblings: string;
  parentId: string | null;
  /** The text it replies to. */
  asked: string;
  /** Whether this is the last message of the visible path. */
  last: boolean;
  onEdit: (messageId: string) => void;
};

/** A reply as plain text on the page, with a banner below it if it failed. */
export const Reply = memo(function Reply(props: ReplyProps) {
  const { message, siblings, parentId, asked, last, onEdit } = props;
  const { conversationId, text, thinking, status, sources } = message;
  const { searches, images, toolCalls } = message;
  const running = isRunning(message);
  const error = failureOf(message);
  const tools = deferredMessageTools.use();
  const isLoaded = typeof tools !== 'string';
  return (
    <article
      data-message={message.id}
      aria-label="Reply"
      aria-busy={running}
      className="group flex min-w-0 flex-col gap-3"
    >
      {/* Sits between the page's headings and the reply's, so that no level is skipped. */}
      <h3 className="sr-only">Reply</h3>
      {thinking && <ThoughtPart message={message} />}
      {searches && <SearchesPart message={message} />}
      {text !== '' && (
        <ReplyText
          conversationId={conversationId}
          text={text}
          streaming={running}
          sources={sources}
        />
      )}
      {(images || toolCalls || sources) && <ExtrasPart message={message} asked={asked} />}
      {status === 'waiting' && (text !== '' || !thinking) && !isSearching(message) && (
        <WaitingLine thoughtLength={thinking?.length} />
      )}
      <Notes message={message} last={last} />
      {error && (
        <Banner error={error} message={message} askedId={parentId} last={last} onEdit={onEdit} />
      )}
      {!running && (hasContent(message) || siblings !== message.id || !error) && (
        <div className="message-actions -mt-1 -ms-2">
          {isLoaded && (
            <tools.ReplyTools message={message} siblings={siblings} failed={error !== undefined} />
          )}
          <OperatorUsage>{(usage) => <usage.UsageButton />}</OperatorUsage>
          {isLoaded && <tools.AnsweredBy message={message} />}
        </div>
      )}
      {!running && (
        <OperatorUsage>
          {(usage, prices) => <usage.ReplyUsage message={message} prices={prices} />}
        </OperatorUsage>
      )}
    </article>
  );
});

/** Above the answer, and on its own until the answer begins. */
function ThoughtPart({ message }: { message: ChatMessage }) {
  const thought = deferredThought.use();
  const thinking = message.status === 'waiting' && message.text === '';
  if (typeof thought !== 'string') {
    return (
      <thought.Thought
        message={message}
        thinking={thinking}
        draw={(text, isPartial) => (
          <ReplyText
            conversationId={message.conversationId}
            text={text}
            streaming={isPartial || isRunning(message)}
          />
        )}
      />
    );
  }
  return (
    <p className="min-h-6 text-muted pointer-coarse:min-h-11">
      {thinking ? 'Thinking…' : 'Thought'}
    </p>
  );
}

function Notes(props: { message: ChatMessage; last: boolean }) {
  const notes = deferredReplyNotes.use();
  return typeof notes === 'string' ? null : <notes.ReplyNotes {...props} />;
}

/** Stands for the waiting line while the model searches. */
function SearchesPart({ message }: { message: ChatMessage }) {
  const extras = deferredExtras.use();
  if (typeof extras !== 'string') return <extras.ExtrasBefore message={message} />;
  return isSearching(message) && <p className="text-muted">Searching the web…</p>;
}

function ExtrasPart(props: { message: ChatMessage; asked: string }) {
  const extras = deferredExtras.use();
  if (typeof extras !== 'string') return <extras.ExtrasAfter {...props} />;
  if (extras === 'loading') return null;
  return <p className="text-muted">Part of this reply can't be shown until you reload the page.</p>;
}

type ReplyTextProps = {
  conversationId: string;
  text: string;
  streaming: boolean;
  sources?: readonly Source[] | undefined;
};

function ReplyText(props: ReplyTextProps) {
  const markdown = deferredMarkdown.use();
  return (
    <div className="text-base leading-[1.6]">
      {typeof markdown === 'string' ? (
        <p dir="auto" className="[unicode-bidi:plaintext] whitespace-pre-wrap">
          {breakWords(props.text)}
        </p>
      ) : (
        <markdown.ReplyMarkdown {...props} />
      )}
    </div>
  );
}

function Banner(props: ErrorBannerProps) {
  const banner = deferredBanner.use();
  if (banner === 'loading') return null;
  if (banner === 'failed') {
    return <BareBanner error={props.error} replyId={props.message.id} last={props.last} />;
  }
  return <banner.ErrorBanner {...props} />;
}

/** The failure to show. A reply whose tab was closed counts as interrupted. */
function failureOf(message: ChatMessage): ChatMessage['error'] {
  if (message.error || message.status !== 'interrupted') return message.error;
  return { kind: 'reply_interrupted', status: 502, requestId: message.requestId ?? 'none' };
}
