'use client';

import { useCallback } from 'react';
import { useOnline } from '#lib/client/network/use-online.ts';
import { useBecameTrue } from '#lib/client/waiting/use-became-true.ts';
import { type SendWhenReady, useSendWhenReady } from '#lib/client/waiting/use-send-when-ready.ts';
import type { BannerAction } from '#lib/core/catalogue/catalogue-entry.ts';
import { type SendOffer, sendOfferOf, waitsForNetwork } from '#lib/core/catalogue/send-offer.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { useChatActions } from '../../lib/client/chat/chat-actions.ts';
import { useWait, type Wait } from './use-wait.ts';

export type Sending = {
  /** The wait, or null if its length is unknown. */
  wait: Wait | null;
  /** What the visitor can do once it is over. */
  what: 'try again' | 'continue';
  sendWhenReady: SendWhenReady;
  offerOf: (action: 'retry' | 'continue') => SendOffer;
  /** The network was lost and came back while the banner was shown. */
  backOnline: boolean;
  /** The wait ended while the banner was shown. */
  waitEnded: boolean;
};

type UseSendingOptions = {
  error: ErrorBody;
  /** The reply that failed. */
  message: ChatMessage;
  actions: readonly BannerAction[];
  /** Only the last message can be sent again. */
  last: boolean;
};

/** When and how a failed message can be sent again. */
export function useSending({ error, message, actions, last }: UseSendingOptions): Sending {
  const { retry, resume } = useChatActions();
  const wait = useWait(error, message.failedAt ?? null);
  const over = wait?.phase === 'over';
  const continues =
    actions.find((action) => action === 'retry' || action === 'continue') === 'continue';
  const send = useCallback(
    () => (continues ? resume : retry)(message.id),
    [continues, resume, retry, message.id],
  );
  const sendWhenReady = useSendWhenReady({ ready: over, allowed: last, send });
  const online = useOnline();
  const backOnline = useBecameTrue(online) && last && waitsForNetwork(error.kind);
  const waitEnded = useBecameTrue(over) && last;
  const circumstances = {
    kind: error.kind,
    phase: wait?.phase ?? null,
    network: backOnline ? 'back' : online ? 'online' : 'offline',
    replyHasText: message.text !== '',
  } as const;
  return {
    wait,
    what: continues ? 'continue' : 'try again',
    sendWhenReady,
    offerOf: (action) => sendOfferOf(action, circumstances),
    backOnline,
    waitEnded,
  };
}
