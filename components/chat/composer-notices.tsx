import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';
import { useOwnRow } from './use-own-row.ts';

/** Above the field: what waits to be sent, and what the next message would exceed. */
export function ComposerNotices(props: ExcessNoticeProps & QueuedMessageProps) {
  useOwnRow(props.field, props.draft);
  return (
    <>
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
    </>
  );
}
