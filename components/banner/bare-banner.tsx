'use client';

import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { shownStatus } from '#lib/core/errors/shown-status.ts';
import { useChatActions } from '../../lib/client/chat/chat-actions.ts';

type BareBannerProps = { error: ErrorBody; replyId: string; last: boolean };

/**
 * Only the facts, for when a banner's words can't be loaded: the network may be what failed, or a
 * newer server may have replaced the old one.
 */
export function BareBanner({ error, replyId, last }: BareBannerProps) {
  const { retry } = useChatActions();
  const status = shownStatus(error);
  return (
    <div
      role="alert"
      className="tone-problem flex flex-col items-start gap-2 rounded-xl border border-tone-line bg-tone-tint p-4 text-[0.9375rem]"
    >
      <p className="text-base font-semibold text-tone-text">
        {status === null ? '' : `${status}: `}
        {error.kind.replaceAll('_', ' ')}
      </p>
      <p>
        Your message is saved. The full explanation appears once this site can be reached again.
      </p>
      {error.requestId !== 'none' && <p className="text-muted">Request ID: {error.requestId}</p>}
      {last && (
        <button type="button" className="btn-primary" onClick={() => retry(replyId)}>
          Retry
        </button>
      )}
    </div>
  );
}
