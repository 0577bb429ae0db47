import { hasDraftFiles } from '#lib/client/storage/drafts.ts';
import { isTemporary } from '#lib/client/storage/temporary/temporary-chats.ts';
import { PromptSlot } from '../prompts/prompt-slot.tsx';
import { TemporaryNote } from '../temporary/temporary-note.tsx';
import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';
import { useOwnRow } from './use-own-row.ts';

type ComposerNoticesProps = ExcessNoticeProps &
  QueuedMessageProps & {
    /** Whether the code that shows and sends files couldn't be loaded. */
    lacksFiles: boolean;
  };

/** Above the field: what waits to be sent, what the next message would exceed, and prompts to choose. */
export function ComposerNotices(props: ComposerNoticesProps) {
  useOwnRow(props.field, props.draft);
  return (
    <>
      <p role="status" className="text-center text-sm text-pretty not-empty:mb-2">
        {props.lacksFiles &&
          hasDraftFiles(props.draftKey) &&
          "The attached files couldn't be loaded. A message now goes without them; reload the page to send them."}
      </p>
      {isTemporary(props.draftKey) && <TemporaryNote />}
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
      <PromptSlot draft={props.draft} setDraft={props.setDraft} field={props.field} />
    </>
  );
}
