import { hasDraftFiles } from '#lib/client/storage/drafts.ts';
import { isTemporary } from '#lib/client/storage/temporary/temporary-chats.ts';
import { PromptSlot } from '../prompts/prompt-slot.tsx';
import { TemporaryNote } from '../temporary/temporary-note.tsx';
import { deferredAttachments } from './deferred-parts.tsx';
import { ExcessNotice, type ExcessNoticeProps } from './excess-notice.tsx';
import { QueuedMessage, type QueuedMessageProps } from './queued-message.tsx';
import { useOwnRow } from './use-own-row.ts';

/** Above the field: what waits to be sent, what the next message would exceed, and prompts to choose. */
export function ComposerNotices(props: ExcessNoticeProps & QueuedMessageProps) {
  useOwnRow(props.field, props.draft);
  return (
    <>
      <MissingFiles draftKey={props.draftKey} />
      {isTemporary(props.draftKey) && <TemporaryNote />}
      <QueuedMessage key={props.draftKey} {...props} />
      <ExcessNotice {...props} />
      <PromptSlot draft={props.draft} setDraft={props.setDraft} field={props.field} />
    </>
  );
}

/** Says that the draft's files stay behind if the code that shows and sends them couldn't be loaded. */
function MissingFiles({ draftKey }: { draftKey: string }) {
  const isMissing = deferredAttachments.use() === 'failed' && hasDraftFiles(draftKey);
  return (
    <p role="status" className="text-center text-sm text-pretty not-empty:mb-2">
      {isMissing &&
        "The attached files couldn't be loaded. A message now goes without them; reload the page to send them."}
    </p>
  );
}
