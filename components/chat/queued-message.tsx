import { ListEnd, Pencil, X } from 'lucide-react';
import { type RefObject, useImperativeHandle } from 'react';
import {
  type Queue,
  type QueueOptions,
  useQueuedMessage,
} from '#lib/client/chat/use-queued-message.ts';
import type { Attachment } from '#lib/core/attachments/attachment.ts';
import { FileLabel, nameOfFile, Thumbnail } from '../attachments/file-chip.tsx';

export type QueuedMessageProps = QueueOptions & {
  field: RefObject<HTMLTextAreaElement | null>;
  /** Becomes what the field can do with the queue. */
  queue: RefObject<Queue | null>;
};

/** The message that is sent once the running reply has ended. */
export function QueuedMessage({ field, queue, ...options }: QueuedMessageProps) {
  const { queued, files, wasReturned, add, recall, remove } = useQueuedMessage(options);
  const isQueued = queued !== '' || files.length > 0;
  useImperativeHandle(queue, () => ({ add, recall }));
  const thenFocus = (act: () => void) => () => {
    act();
    field.current?.focus();
  };
  return (
    <>
      <p role="status" className={wasReturned ? 'mb-2 px-1 text-sm text-muted' : 'sr-only'}>
        {isQueued && 'Your message is sent when this reply ends.'}
        {wasReturned &&
          "Your queued message wasn't sent, because the reply didn't finish. It is in the field again."}
      </p>
      {isQueued && (
        <section
          aria-label="Queued message"
          className="mb-2 flex items-start gap-2.5 rounded-xl border border-line bg-sunken py-1 pe-1 ps-3 text-sm"
        >
          <ListEnd aria-hidden className="mt-2 size-4 shrink-0 text-muted" />
          <div className="min-w-0 flex-1 py-1.5">
            <p className="text-muted">Sent when this reply ends</p>
            {queued !== '' && (
              <p dir="auto" className="line-clamp-3 whitespace-pre-wrap wrap-anywhere">
                {queued}
              </p>
            )}
            {files.length > 0 && <QueuedFiles files={files} />}
          </div>
          <button
            type="button"
            className="btn-icon"
            aria-label="Edit queued message"
            title="Edit"
            onClick={thenFocus(recall)}
          >
            <Pencil aria-hidden className="size-4" />
          </button>
          <button
            type="button"
            className="btn-icon"
            aria-label="Remove queued message"
            title="Remove"
            onClick={thenFocus(remove)}
          >
            <X aria-hidden className="size-4" />
          </button>
        </section>
      )}
    </>
  );
}

const MAX_SHOWN = 4;

function QueuedFiles({ files }: { files: readonly Attachment[] }) {
  const hidden = files.length - MAX_SHOWN;
  return (
    <ul aria-label="Queued files" className="mt-1.5 flex flex-wrap items-center gap-1.5">
      {files.slice(0, MAX_SHOWN).map((file) => (
        <li
          key={file.id}
          title={nameOfFile(file)}
          className="flex max-w-full min-w-0 items-center rounded-lg border border-line bg-raised"
        >
          {file.type === 'picture' ? (
            <Thumbnail picture={file} className="size-10 shrink-0 rounded-lg" />
          ) : (
            <span className="min-w-0 px-2 py-1">
              <FileLabel attachment={file} />
            </span>
          )}
        </li>
      ))}
      {hidden > 0 && (
        <li className="px-1 text-muted">
          {hidden === 1 ? 'and 1 more file' : `and ${hidden} more files`}
        </li>
      )}
    </ul>
  );
}
