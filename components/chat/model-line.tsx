import { useChatViewer } from '#lib/client/chat/chat-actions.ts';
import { deferredModelNotice } from './deferred-parts.tsx';
import type { ModelNoticeProps } from './model-notice.tsx';

/** The place above the composer where the page explains a missing model; empty for most visits. */
export function ModelLine(props: ModelNoticeProps) {
  const { isOffered } = useChatViewer();
  const { site, stored, model } = props;
  const isKnown = site.modelTrouble === null && (stored === null || isOffered(stored));
  const isFine = isKnown && !site.models.find(({ id }) => id === model)?.shutdownDate;
  return isFine ? null : <Notice {...props} />;
}

function Notice(props: ModelNoticeProps) {
  const notice = deferredModelNotice.use();
  return typeof notice === 'string' ? null : <notice.ModelNotice {...props} />;
}
