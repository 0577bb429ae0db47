import { PromptSlot } from '../prompts/prompt-slot.tsx';
import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';

/** Above the field: what waits to be sent, what the next message would exceed, and prompts to choose. */
export function ComposerNotices(props: ExcessNoticeProps & QueuedMessageProps) {
  return (
    <>
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
      <PromptSlot draft={props.draft} setDraft={props.setDraft} field={props.field} />
    </>
  );
}
