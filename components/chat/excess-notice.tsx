import { TriangleAlert } from 'lucide-react';
import { useChatActions } from '#lib/client/chat/chat-actions.ts';
import { settingsOfNext } from '#lib/client/chat/new-conversation-settings.ts';
import type { ChatLog } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';
import { excessOfNext, type OwnExcess } from '#lib/core/chat/own-limits.ts';
import { countToLeaveOut } from '#lib/core/chat/shorten-path.ts';
import { leftOutOf } from '#lib/core/chat/turn-messages.ts';
import { formatAmount, formatCount } from '#lib/core/text/format-amount.ts';

export type ExcessNoticeProps = {
  draft: string;
  path: ChatLog['path'];
  maxBodyBytes: number;
  /** Sends the draft without so many more of the oldest messages. */
  sendWithout: (leaveOut: number) => void;
};

/** What the next message would exceed, before it is sent. */
export function ExcessNotice({ draft, path, maxBodyBytes, sendWithout }: ExcessNoticeProps) {
  // A running reply grows with each frame, and would be measured as often.
  const { instructions } = settingsOfNext(useChatActions().getSnapshot());
  const hasEnded = !path.some(isRunning);
  const excess = hasEnded ? excessOfNext(path, draft, maxBodyBytes, instructions) : null;
  if (!excess) return <div role="status" />;
  const sent = path.slice(leftOutOf(path));
  const next = { role: 'user', text: draft || '…' } as const;
  const count = excess.alone ? 0 : countToLeaveOut([...sent, next], excess);
  return (
    <div
      role="status"
      className="tone-wait mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-tone-line bg-tone-tint px-3 py-2 text-sm"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-tone-text" />
      <p className="min-w-48 flex-1 text-pretty">{sentenceFor(excess)}</p>
      {count > 0 && (
        <button
          type="button"
          className="btn-line py-1 aria-disabled:cursor-default aria-disabled:opacity-60"
          aria-disabled={draft.trim() === ''}
          onClick={() => draft.trim() !== '' && sendWithout(count)}
        >
          {count === 1
            ? 'Leave out the oldest message and send'
            : `Leave out the ${formatCount(count)} oldest and send`}
        </button>
      )}
    </div>
  );
}

function sentenceFor({ used, limit, limitUnit, alone }: OwnExcess & { alone: boolean }): string {
  const size = formatAmount(used, limitUnit);
  const most = formatAmount(limit, limitUnit);
  if (alone) {
    return `This message is too large to send: ${size}, and the limit is ${most}. Shorten it or send it in parts.`;
  }
  return `With your next message, this conversation has ${size}. The limit for sending is ${most}.`;
}
