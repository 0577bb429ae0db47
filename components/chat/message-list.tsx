'use client';

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { followBlocks, heightOf, NOTHING_DRAWN } from '#lib/client/chat/drawn-blocks.ts';
import type { ChatLog, ChatMessage } from '#lib/core/chat/chat-log.ts';
import { blockIdOf, logBlocksOf } from '#lib/core/chat/log-blocks.ts';
import type { announcementOf } from '../extras/extras-view.tsx';
import { LogBlockView, UndrawnBlock } from '../log/log-block.tsx';
import {
  deferredExtras,
  deferredFollowEnd,
  deferredMarkdown,
  deferredMessageTools,
} from './deferred-parts.tsx';
import { editLast } from './edit-last.ts';
import { OperatorUsage } from './operator-usage.tsx';

const NO_SIBLINGS: ReadonlyMap<string, string> = new Map();

/**
 * The messages of the open conversation. Of a long one, only what is near the view is drawn, and the rest has
 * its height and its text.
 */
export function MessageList({ log }: { log: ChatLog }) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const lastScroll = useRef({ top: 0, isUp: false });
  const [editingId, setEditingId] = useState<string | null>(null);
  const blocks = useMemo(() => logBlocksOf(log.path), [log.path]);
  const [drawn, setDrawn] = useState(NOTHING_DRAWN);
  const state = followBlocks(drawn, log.conversationId, blocks);
  if (state !== drawn) setDrawn(state);
  const lastId = log.path.at(-1)?.id;
  const tools = deferredMessageTools.use();
  // A reply that grows is in each frame another path with the same messages.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const siblingIds = useMemo(
    () => (typeof tools === 'string' ? NO_SIBLINGS : tools.siblingIdsOf(log)),
    [tools, log.branches, log.path.length, lastId],
  );
  const markdown = deferredMarkdown.use();
  const follow = deferredFollowEnd.use();
  const newestUserMessageId = log.path.findLast((message) => message.role === 'user')?.id;

  useEffect(
    () => editLast.subscribe(() => setEditingId(newestUserMessageId ?? null)),
    [newestUserMessageId],
  );

  useLayoutEffect(() => {
    // Until the code that follows the end is loaded, at least keep the message just sent in view.
    if (newestUserMessageId === undefined || !scroller.current) return;
    scroller.current.scrollTo(0, scroller.current.scrollHeight);
    lastScroll.current = { top: scroller.current.scrollTop, isUp: false };
  }, [newestUserMessageId]);

  return (
    <>
      {typeof markdown !== 'string' && (
        <markdown.PlainNotice
          conversationId={log.conversationId}
          onFormat={() => scroller.current?.focus({ preventScroll: true })}
        />
      )}
      <div className="paper-frame log-frame">
        <div
          ref={scroller}
          tabIndex={-1}
          // Containment: each key pressed in the field would walk every message to paint it.
          className="paper-frame contain-strict size-full overflow-y-auto overscroll-contain outline-none"
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            const { top, isUp } = lastScroll.current;
            const end = scrollHeight - clientHeight - 1;
            // Content that shrinks moves the end up, not the reader.
            const movedUp = scrollTop < Math.min(top - 1, end);
            lastScroll.current = { top: scrollTop, isUp: scrollTop < end && (isUp || movedUp) };
          }}
        >
          <div
            ref={content}
            role="log"
            aria-label="Chat log"
            // A streaming reply would be announced word by word, so only its end is.
            aria-live="off"
            className="mx-auto flex w-full max-w-[46rem] flex-col gap-4 pointer-fine:gap-6 px-4 pt-6 pb-8"
          >
            <h2 className="sr-only">Conversation</h2>
            {blocks.map((block, index) =>
              follow === 'failed' || state.drawn.has(index) ? (
                <LogBlockView
                  // Its turns stay where they are while more are written.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above.
                  key={`drawn ${index}`}
                  {...{ block, index, siblingIds, editingId }}
                  isLast={index === blocks.length - 1}
                  onEditing={setEditingId}
                />
              ) : (
                <UndrawnBlock
                  key={`place ${blockIdOf(block)}`}
                  index={index}
                  height={heightOf(state, block)}
                />
              ),
            )}
          </div>
          <OperatorUsage>
            {(usage, prices) => <usage.ConversationUsage log={log} prices={prices} />}
          </OperatorUsage>
        </div>
        <EndAnnouncement message={log.path.at(-1)} />
        {typeof follow !== 'string' && (
          <>
            <follow.DrawNear {...{ scroller, content, blocks, state }} onState={setDrawn} />
            <follow.FollowEnd
              scroller={scroller}
              content={content}
              log={log}
              lastScroll={lastScroll}
              newestUserMessageId={newestUserMessageId}
            />
          </>
        )}
      </div>
    </>
  );
}

/** Announces once, politely, that a reply is pending and how it ended. Failures are announced by their banner. */
function EndAnnouncement({ message }: { message: ChatMessage | undefined }) {
  const [wasRunning, setWasRunning] = useState(false);
  // A live region that already has text when it is added isn't announced, and the first turn adds it.
  const [isMounted, setIsMounted] = useState(false);
  useEffect(() => setIsMounted(true), []);
  const extras = deferredExtras.use();
  const running = message?.status === 'waiting' || message?.status === 'streaming';
  if (running && !wasRunning) setWasRunning(true);
  const announcement = running
    ? // The same words until the end, however often it searches.
      message.searches
      ? 'Searching the web'
      : 'Waiting for the reply'
    : wasRunning && message
      ? endOf(message, typeof extras === 'string' ? null : extras.announcementOf)
      : '';
  return (
    <p role="status" className="sr-only">
      {isMounted && announcement}
    </p>
  );
}

function endOf({ status, ...reply }: ChatMessage, announce: typeof announcementOf | null): string {
  if (status === 'stopped') return 'Reply stopped';
  if (status !== 'done') return '';
  return announce?.(reply) ?? `Reply: ${reply.text.slice(0, 2000)}`;
}
