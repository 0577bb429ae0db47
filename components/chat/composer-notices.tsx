import { isTemporary } from '#lib/client/storage/temporary/temporary-chats.ts';
import { PromptSlot } from '../prompts/prompt-slot.tsx';
import { TemporaryNote } from '../temporary/temporary-note.tsx';
import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';
import { useOwnRow } from './use-own-row.ts';

/** Above the field: what waits to be sent, what the next message would exceed, and prompts to choose. */
export function ComposerNotices(props: ExcessNoticeProps & QueuedMessageProps) {
  useOwnRow(props.field, props.draft);
  return (
    <>
      {isTemporary(props.draftKey) && <TemporaryNote />}
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
      <PromptSlot draft={props.draft} setDraft={props.setDraft} field={props.field} />
    </>
  );
}
