'use client';

import { ReceiptText } from 'lucide-react';
import { toggleUsage, useUsageShown } from '#lib/client/page/usage-shown.ts';
import { billedRequestsOf } from '#lib/core/chat/billed-requests.ts';
import type { ChatLog, ChatMessage } from '#lib/core/chat/chat-log.ts';
import { describeUsage } from '#lib/core/prices/describe-usage.ts';
import { type PricesByModel, totalUsage } from '#lib/core/prices/usage-totals.ts';

/** Shows or hides the tokens and cost of all replies. */
export function UsageButton() {
  return (
    <button
      type="button"
      className="btn-icon aria-pressed:text-accent"
      aria-label="Tokens and cost"
      title="Tokens and cost"
      aria-pressed={useUsageShown()}
      onClick={toggleUsage}
    >
      <ReceiptText aria-hidden className="size-4" />
    </button>
  );
}

type ReplyUsageProps = { message: ChatMessage; prices: PricesByModel };

/** What one reply used and cost, with the requests before it was continued or retried in place. */
export function ReplyUsage({ message, prices }: ReplyUsageProps) {
  if (!useUsageShown()) return null;
  const text = describeUsage(totalUsage(billedRequestsOf(message), prices));
  return text === null ? null : <UsageLine>{text}</UsageLine>;
}

type ConversationUsageProps = { log: ChatLog; prices: PricesByModel };

/** What the visible path cost, and with all versions of its messages if there are others. */
export function ConversationUsage({ log, prices }: ConversationUsageProps) {
  if (!useUsageShown()) return null;
  const textOf = (messages: readonly ChatMessage[]) =>
    describeUsage(totalUsage(messages.flatMap(billedRequestsOf), prices));
  const shown = textOf(log.path);
  const all = textOf([...log.path, ...log.branches]);
  if (all === null) return null;
  return (
    <section
      aria-label="Tokens and cost of this conversation"
      className="mx-auto -mt-4 flex w-full max-w-[46rem] flex-col gap-1 px-4 pb-8"
    >
      <div className="border-t border-line pt-3">
        {shown !== null && <UsageLine>Messages shown: {shown}</UsageLine>}
        {all !== shown && <UsageLine>With all versions: {all}</UsageLine>}
      </div>
    </section>
  );
}

function UsageLine({ children }: { children: React.ReactNode }) {
  return <p className="text-xs leading-5 text-muted tabular-nums">{children}</p>;
}
