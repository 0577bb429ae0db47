import { PromptSlot } from '../prompts/prompt-slot.tsx';
import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';
import { useOwnRow } from './use-own-row.ts';

/** Above the field: what waits to be sent, what the next message would exceed, and prompts to choose. */
export function ComposerNotices(props: ExcessNoticeProps & QueuedMessageProps) {
  useOwnRow(props.field, props.draft);
  return (
    <>
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
      <PromptSlot draft={props.draft} setDraft={props.setDraft} field={props.field} />
    </>
  );
}
