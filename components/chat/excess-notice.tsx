import { TriangleAlert } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { trayOf } from '#lib/client/attachments/tray-of.ts';
import { useChatActions, useChatViewer } from '#lib/client/chat/chat-actions.ts';
import { settingsOfNext } from '#lib/client/chat/new-conversation-settings.ts';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';
import { estimateNext, type TokenEstimate, tokensOfFiles } from '#lib/core/chat/estimate-tokens.ts';
import { excessOfNext, type OwnExcess } from '#lib/core/chat/own-limits.ts';
import { countToLeaveOut } from '#lib/core/chat/shorten-path.ts';
import { leftOutOf } from '#lib/core/chat/turn-messages.ts';
import { formatAmount, formatCount } from '#lib/core/text/format-amount.ts';

export type ExcessNoticeProps = {
  draftKey: string;
  draft: string;
  path: ChatLog['path'];
  maxBodyBytes: number;
  /** Sends the draft without so many more of the oldest messages. */
  sendWithout: (leaveOut: number) => void;
};

/** What the next message would exceed, or come near to, before it is sent. */
export function ExcessNotice(props: ExcessNoticeProps) {
  const { draftKey, draft, path, maxBodyBytes, sendWithout } = props;
  const tray = trayOf(draftKey);
  const { items } = useSyncExternalStore(tray.subscribe, tray.getSnapshot);
  const { models, model } = useChatViewer();
  const { instructions = '' } = settingsOfNext(useChatActions().getSnapshot());
  // A running reply grows with each frame, and would be measured as often.
  if (path.some(isRunning)) return <div role="status" />;
  const files = items.flatMap((item) => (item.state === 'ready' ? [item.attachment] : []));
  const canSend = draft.trim() !== '' || files.length > 0;
  const excess = excessOfNext(path, draft, maxBodyBytes, instructions);
  if (excess) {
    const count = excess.alone ? 0 : countToLeaveOut(nextPath(path, draft, files), excess);
    return <Notice sentence={sentenceFor(excess)} {...{ count, canSend, sendWithout }} />;
  }
  const { contextTokens } = models.find(({ id }) => id === model) ?? {};
  const tokens = estimateNext(path, { text: draft, files, instructions }, contextTokens);
  // If the files alone are too much, they say so themselves.
  if (!tokens || tokensOfFiles(files) > tokens.limit) return <div role="status" />;
  const { used, limit } = tokens;
  const details = { usedTokens: used, limitTokens: limit };
  const count = used > limit ? countToLeaveOut(nextPath(path, draft, files), details) : 0;
  return <Notice sentence={tokenSentence(tokens)} {...{ count, canSend, sendWithout }} />;
}

/** What the next request would send. */
function nextPath(path: ChatLog['path'], draft: string, attachments: readonly Attachment[]) {
  const next = { role: 'user', text: draft || '…', attachments } as const;
  return [...path.slice(leftOutOf(path)), next];
}

type NoticeProps = Pick<ExcessNoticeProps, 'sendWithout'> & {
  sentence: string;
  canSend: boolean;
  /** How many of the oldest messages to leave out; 0 offers nothing. */
  count: number;
};

function Notice({ sentence, count, canSend, sendWithout }: NoticeProps) {
  return (
    <div
      role="status"
      className="tone-wait mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-tone-line bg-tone-tint px-3 py-2 text-sm"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-tone-text" />
      <p className="min-w-48 flex-1 text-pretty">{sentence}</p>
      {count > 0 && (
        <button
          type="button"
          className="btn-line py-1 aria-disabled:cursor-default aria-disabled:opacity-60"
          aria-disabled={!canSend}
          onClick={() => canSend && sendWithout(count)}
        >
          {count === 1
            ? 'Leave out the oldest message and send'
            : `Leave out the ${formatCount(count)} oldest and send`}
        </button>
      )}
    </div>
  );
}

function tokenSentence({ used, limit, hasPictures }: TokenEstimate): string {
  const pictures = hasPictures ? ' (a picture is estimated by its size)' : '';
  const size = `about ${formatAmount(roundedUp(used), 'tokens')}${pictures}`;
  const most = `This model takes ${formatAmount(limit, 'tokens')}`;
  if (used <= limit) {
    return `With your next message, this conversation has ${size}. ${most}, the reply included.`;
  }
  return `With your next message, this conversation has ${size}, which is likely too many. ${most}.`;
}

/** An estimate does not know single tokens. */
function roundedUp(tokens: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(tokens)) - 1);
  return Math.ceil(tokens / step) * step;
}

function sentenceFor({ used, limit, limitUnit, alone }: OwnExcess & { alone: boolean }): string {
  const size = formatAmount(used, limitUnit);
  const most = formatAmount(limit, limitUnit);
  if (alone) {
    return `This message is too large to send: ${size}, and the limit is ${most}. Shorten it or send it in parts.`;
  }
  return `With your next message, this conversation has ${size}. The limit for sending is ${most}.`;
}
