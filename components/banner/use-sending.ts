'use client';

import { useCallback } from 'react';
import { useOnline } from '#lib/client/use-online.ts';
import { useBecameTrue } from '#lib/client/waiting/use-became-true.ts';
import { type SendWhenReady, useSendWhenReady } from '#lib/client/waiting/use-send-when-ready.ts';
import type { BannerAction } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ChatMessage } from '#lib/core/chat-log.ts';
import type { ErrorBody } from '#lib/core/error-body.ts';
import { type SendOffer, sendOfferOf, waitsForNetwork } from '#lib/core/send-offer.ts';
import { useChatActions } from '../chat/chat-actions.ts';
import { useWait, type Wait } from './use-wait.ts';

export type Sending = {
  /** What there is to wait for; null when nobody knows. */
  wait: Wait | null;
  /** What works once it is over. */
  what: 'Retry' | 'Continue';
  sendWhenReady: SendWhenReady;
  offerOf: (action: 'retry' | 'continue') => SendOffer;
  /** The network went and came back while this was looked at. */
  cameBack: boolean;
  /** The wait ended while this was looked at. */
  woke: boolean;
};

export type UseSendingOptions = {
  error: ErrorBody;
  /** The reply that failed. */
  message: ChatMessage;
  actions: readonly BannerAction[];
  /** Only the end of the log can be sent again. */
  last: boolean;
};

/** When and how a failed message can be sent again. */
export function useSending({ error, message, actions, last }: UseSendingOptions): Sending {
  const { retry, resume } = useChatActions();
  const wait = useWait(error, message.failedAt ?? null);
  const over = wait?.phase === 'over';
  const goesOn =
    actions.find((action) => action === 'retry' || action === 'continue') === 'continue';
  const send = useCallback(
    () => (goesOn ? resume : retry)(message.id),
    [goesOn, resume, retry, message.id],
  );
  const sendWhenReady = useSendWhenReady({ ready: over, allowed: last, send });
  const online = useOnline();
  const cameBack = useBecameTrue(online) && last && waitsForNetwork(error.kind);
  const woke = useBecameTrue(over) && last;
  const circumstances = {
    kind: error.kind,
    phase: wait?.phase ?? null,
    network: cameBack ? 'back' : online ? 'online' : 'offline',
    replyHasText: message.text !== '',
  } as const;
  return {
    wait,
    what: goesOn ? 'Continue' : 'Retry',
    sendWhenReady,
    offerOf: (action) => sendOfferOf(action, circumstances),
    cameBack,
    woke,
  };
}
