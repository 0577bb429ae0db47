import { isTemporary } from '#lib/client/storage/temporary/temporary-chats.ts';
import { TemporaryNote } from '../temporary/temporary-note.tsx';
import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';

/** Above the field: what waits to be sent, and what the next message would exceed. */
export function ComposerNotices(props: ExcessNoticeProps & QueuedMessageProps) {
  return (
    <>
      {isTemporary(props.draftKey) && <TemporaryNote />}
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
    </>
  );
}
