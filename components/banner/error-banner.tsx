'use client';

import { useRef } from 'react';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { type ErrorBody, redactForVisitor } from '#lib/core/errors/error-body.ts';
import { lowerEffort, USUAL_EFFORT } from '#lib/core/models/capabilities/fit-effort.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { BannerActions } from './banner-actions.tsx';
import { BannerContent } from './banner-content.tsx';
import { BannerDetails } from './banner-details.tsx';
import { bannerIcon } from './banner-icon.ts';
import { BannerWait } from './banner-wait.tsx';
import { PastFailure } from './past-failure.tsx';
import { useFocusWhenAwake } from './use-focus-when-awake.ts';
import { type Sending, useSending } from './use-sending.ts';

export type ErrorBannerProps = {
  error: ErrorBody;
  /** The reply that failed. */
  message: ChatMessage;
  /** The message it was replying to. */
  askedId: string | null;
  /** Only the last message offers actions. */
  last: boolean;
  onEdit: (messageId: string) => void;
};

/** What happened, why and what to do next, at the place in the log where it happened. */
export function ErrorBanner(props: ErrorBannerProps) {
  // A second failure of the same reply is a new banner: announced again, with the checkbox cleared.
  return <BannerCard key={`${props.message.id} ${props.message.failedAt}`} {...props} />;
}

function BannerCard({ error, message, askedId, last, onEdit }: ErrorBannerProps) {
  const viewer = useChatViewer();
  const { audience, contact, upstreamPages, offersOtherModels, models } = viewer;
  const seen = audience === 'visitor' ? redactForVisitor(error) : error;
  const model = message.model ?? null;
  const lower = lowerEffortOf(message, models);
  const described = describeError(seen, {
    audience,
    contact,
    upstreamName: viewer.upstreamName,
    baseUrl: viewer.baseUrl,
    upstreamPages,
    development: viewer.development,
    model,
    offersOtherModels,
    replyHasText: message.text !== '',
    canHaveMoreRoom: message.moreRoom,
    canThinkLess: lower !== undefined,
  });
  // The owner may have fixed the problem in the meantime, so a quiet retry is always offered.
  const actions = described.actions.length === 0 ? (['retry'] as const) : described.actions;
  const sending = useSending({ error, message, actions: described.actions, last });
  const card = useRef<HTMLDivElement>(null);
  const sendButton = useRef<HTMLButtonElement>(null);
  useFocusWhenAwake(sending.waitEnded, card, sendButton);
  const Icon = bannerIcon(error.kind, described.severity);
  const content = (
    <BannerContent
      described={described}
      contact={contact}
      upstreamPages={upstreamPages}
      requestId={audience === 'visitor' ? error.requestId : null}
      last={last}
    />
  );
  const details = (
    <BannerDetails
      diagnostics={{ error: seen, model, failedAt: message.failedAt ?? null }}
      link={described.link}
    />
  );
  if (!last) {
    return (
      <PastFailure icon={Icon} severity={described.severity} heading={described.heading}>
        {content}
        {details}
      </PastFailure>
    );
  }
  return (
    <>
      <div
        ref={card}
        role="alert"
        aria-atomic="false"
        className={`tone-${described.severity} rounded-xl border border-tone-line bg-tone-tint p-4 ${actions.includes('retry') ? 'offers-retry' : ''}`}
      >
        <div className="flex gap-3">
          <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            {content}
            {/* Announced with the rest of a new banner; later changes here (countdown, checkbox, details) aren't. */}
            <div aria-live="off" className="flex flex-col gap-2">
              <BannerWait {...sending} />
              {sending.backOnline && (
                <p className="text-[0.9375rem] font-medium">You're back online.</p>
              )}
              <BannerActions
                actions={actions}
                error={error}
                messageId={message.id}
                askedId={askedId}
                lowerEffort={lower}
                sendButton={sendButton}
                offerToSend={sending.offerOf}
                onEdit={onEdit}
              />
              {details}
            </div>
          </div>
        </div>
      </div>
      <p role="status" className="sr-only">
        {announcementOf(sending)}
      </p>
    </>
  );
}

/** A reply without text may have been thought about in secret. */
function lowerEffortOf(
  { model, text, thinking, reasoningEffort = USUAL_EFFORT }: ChatMessage,
  models: readonly OfferedModel[],
): ReasoningEffort | undefined {
  if (text !== '' && thinking === undefined) return undefined;
  return lowerEffort(reasoningEffort, models.find(({ id }) => id === model)?.efforts ?? []);
}

/** What has changed since the banner appeared, announced once and politely. */
function announcementOf({ backOnline, waitEnded, what }: Sending): string {
  if (backOnline) return "You're back online.";
  return waitEnded ? `You can ${what} now` : '';
}
