'use client';

import { useLayoutEffect } from 'react';
import { pageDrawingWatch } from '#lib/client/drawing/page-drawing-watch.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { literalBlock } from '#lib/core/markdown/blocks/build-blocks.ts';
import { BlockView } from './block-view.tsx';
import { CitedMarkdown } from './cited-markdown.tsx';
import { DiagramsContext } from './diagram/diagrams-context.ts';
import { usePlainText } from './use-plain-text.ts';

type ReplyMarkdownProps = {
  conversationId: string;
  text: string;
  streaming: boolean;
  /** The pages that the text cites. */
  sources?: readonly Source[] | undefined;
};

/**
 * A reply as formatted text, or as plain text if rendering this conversation once froze the page.
 */
export function ReplyMarkdown(props: ReplyMarkdownProps) {
  const { conversationId, text, streaming } = props;
  if (usePlainText(conversationId)) {
    return (
      <div className="reply text-base/[1.6] wrap-anywhere">
        <BlockView block={literalBlock(text, null)} hasIndicator={streaming} />
      </div>
    );
  }
  return <WatchedMarkdown {...props} />;
}

function WatchedMarkdown({ conversationId, text, streaming, sources }: ReplyMarkdownProps) {
  // Parsing can freeze the page as well as rendering can, so the mark is set before both: here, and
  // again just before layout.
  pageDrawingWatch.begin(conversationId);
  useLayoutEffect(() => pageDrawingWatch.begin(conversationId));
  return (
    <DiagramsContext value={true}>
      <CitedMarkdown text={text} streaming={streaming} sources={sources} />
    </DiagramsContext>
  );
}

type PlainNoticeProps = {
  conversationId: string;
  /** The button disappears then, and the focus with it. */
  onFormat: () => void;
};

/** Says that a conversation is shown as plain text, and offers to format it anyway. */
export function PlainNotice({ conversationId, onFormat }: PlainNoticeProps) {
  if (!usePlainText(conversationId)) return null;
  return (
    <div className="tone-wait flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-tone-line bg-tone-tint px-4 py-1.5 text-center text-tone-text">
      <p role="status" className="text-pretty">
        This conversation did not finish loading last time, so its replies are shown as plain text.
      </p>
      <button
        type="button"
        className="inline-flex min-h-8 items-center rounded-lg border border-tone-line px-2.5 font-medium pointer-coarse:min-h-11"
        onClick={() => {
          pageDrawingWatch.format(conversationId);
          onFormat();
        }}
      >
        Show formatted replies
      </button>
    </div>
  );
}
