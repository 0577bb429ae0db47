'use client';

import { CircleAlert, Hourglass, Info, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Severity } from '#lib/core/catalogue/catalogue-entry.ts';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import type { ChatMessage } from '#lib/core/chat-log.ts';
import type { ErrorBody } from '#lib/core/error-body.ts';
import { useChatViewer } from '../chat/chat-actions.ts';
import { BannerActions } from './banner-actions.tsx';
import { BannerDetails } from './banner-details.tsx';
import { Countdown } from './countdown.tsx';
import { useCountdown } from './use-countdown.ts';

export type ErrorBannerProps = {
  error: ErrorBody;
  /** The reply that failed. */
  message: ChatMessage;
  /** The question it was to answer. */
  askedId: string | null;
  /** Only the end of the log offers actions: an earlier failure is history. */
  last: boolean;
  onEdit: (messageId: string) => void;
};

const ICONS: Record<Severity, typeof Info> = {
  info: Info,
  wait: Hourglass,
  problem: CircleAlert,
  setup: Wrench,
};

/** What happened, why, and what to do next, at the place in the log where it happened. */
export function ErrorBanner({ error, message, askedId, last, onEdit }: ErrorBannerProps) {
  const { audience, contact, upstreamName, offersOtherModels } = useChatViewer();
  const model = message.model ?? null;
  const failedAt = message.failedAt ?? null;
  const described = describeError(error, {
    audience,
    contact,
    upstreamName,
    model,
    offersOtherModels,
    replyHasText: message.text !== '',
  });
  const waitMs = described.retry === 'wait' ? (error.retryAfterMs ?? null) : null;
  const left = useCountdown(waitMs !== null && failedAt !== null ? failedAt + waitMs : null);
  const Icon = ICONS[described.severity];
  return (
    <div
      role="alert"
      aria-atomic="false"
      className={`tone-${described.severity} rounded-xl border border-tone-line bg-tone-tint p-4`}
    >
      <div className="flex gap-3">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <p className="text-base leading-snug font-semibold text-pretty text-tone-text">
            {described.heading}
          </p>
          <p className="text-[0.9375rem] text-pretty">{described.sentence}</p>
          {last && <Steps steps={described.steps} />}
          {last && audience === 'visitor' && described.actions.length === 0 && (
            <RequestId id={error.requestId} />
          )}
          {last && left !== null && waitMs !== null && <Countdown left={left} total={waitMs} />}
          {last && (
            <BannerActions
              actions={described.actions}
              error={error}
              message={message}
              askedId={askedId}
              left={left}
              onEdit={onEdit}
            />
          )}
          <BannerDetails diagnostics={{ error, model, failedAt }} link={described.link} />
        </div>
      </div>
    </div>
  );
}

/** What whoever is asked for help needs; without it they cannot find the request. */
function RequestId({ id }: { id: string }) {
  if (id === 'none') return null;
  return (
    <p className="text-sm text-muted">
      Request id: <code className="font-mono">{id}</code>
    </p>
  );
}

const ADDRESS = /((?:platform|status|help)\.openai\.com(?:\/[\w/-]*)?)/;

/** The pages of OpenAI that a step names, as links. */
function withLinks(step: string): ReactNode[] {
  // Split by a pattern with a group, every second part is what matched.
  return step.split(ADDRESS).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <a
        key={part}
        href={`https://${part}`}
        target="_blank"
        rel="noopener noreferrer"
        className="underline underline-offset-2"
      >
        {part}
      </a>
    ),
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <ol className="list-decimal space-y-1 pl-5 text-[0.9375rem] marker:text-muted">
      {steps.map((step) => (
        <li key={step} className="text-pretty">
          {withLinks(step)}
        </li>
      ))}
    </ol>
  );
}
