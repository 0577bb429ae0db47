import { ClipboardType, RotateCcw, Share2 } from 'lucide-react';
import { useState } from 'react';
import { useChatActions, useChatViewer } from '#lib/client/chat/chat-actions.ts';
import { copyRichText } from '#lib/client/page/copy-rich-text.ts';
import { escapeHtml, toRichText } from '#lib/client/page/to-rich-text.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { pathUpTo } from '#lib/core/chat/conversation-tree.ts';
import { hasContent } from '#lib/core/chat/has-content.ts';
import { replyAsText } from '#lib/core/chat/reply-as-text.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { numberSources } from '#lib/core/markdown/citations/number-sources.ts';
import { ShareDialog } from '../share/deferred-share-dialog.ts';
import type { ShareDialogProps } from '../share/share-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { SiblingSwitch } from './sibling-switch.tsx';

type ReplyToolsProps = { message: ChatMessage; siblings: string; failed: boolean };

/** What can be done with a reply that has ended. */
export function ReplyTools(props: ReplyToolsProps) {
  const { message, siblings, failed } = props;
  const { retry } = useChatActions();
  const { canRegenerate } = useChatViewer();
  return (
    <>
      <SiblingSwitch id={message.id} siblings={siblings} />
      {message.text !== '' && (
        <>
          <CopyButton label="Copy reply" read={() => replyAsText(message)} />
          <CopyButton
            label="Copy with formatting"
            icon={ClipboardType}
            read={() => replyAsText(message)}
            copy={(text, button) => copyRichText(replyAsHtml(message, button), text)}
          />
        </>
      )}
      {canRegenerate && (hasContent(message) || !failed) && (
        <button
          type="button"
          className="btn-icon regenerate"
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

/** The answer as it is drawn beside the button, and the pages that it cites. */
function replyAsHtml({ text, sources = [] }: ChatMessage, button: HTMLElement): string {
  const answer = button.closest('article')?.querySelector(':scope > div > .reply');
  const pages = numberSources(sources).map(({ number, title, url, href }) => {
    const words = escapeHtml(title || url);
    const link = href === null ? words : `<a href="${escapeHtml(href)}">${words}</a>`;
    return `<p>[${number}] ${link}</p>`;
  });
  return (answer ? toRichText(answer) : `<p>${escapeHtml(text)}</p>`) + pages.join('');
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
