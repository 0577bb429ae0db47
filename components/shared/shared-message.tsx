import type { adoptShared } from '#lib/core/share/shared-conversation.ts';
import { MessageFiles } from '../attachments/message-files.tsx';
import { ExtrasAfter } from '../extras/extras-view.tsx';
import { CitedMarkdown } from '../markdown/cited-markdown.tsx';
import { breakWords } from '../ui/break-words.tsx';

type SharedMessageProps = {
  message: ReturnType<typeof adoptShared>['messages'][number];
  /** The text it replies to. */
  asked: string;
};

/** A message to read, without anything that could change it. */
export function SharedMessage({ message, asked }: SharedMessageProps) {
  const { role, text, model, status, sources, attachments = [] } = message;
  if (role === 'user') {
    return (
      <article aria-label="Question" className="flex flex-col items-end gap-2">
        {attachments.length > 0 && <MessageFiles files={attachments} />}
        {text !== '' && (
          <p
            dir="auto"
            className="[unicode-bidi:plaintext] max-w-[80%] rounded-[20px] bg-bubble px-4 py-2.5 text-base leading-relaxed whitespace-pre-wrap"
          >
            {breakWords(text)}
          </p>
        )}
      </article>
    );
  }
  return (
    <article aria-label="Reply" className="flex min-w-0 flex-col gap-3">
      <h3 className="sr-only">Reply</h3>
      {text !== '' && <CitedMarkdown text={text} streaming={false} sources={sources} />}
      <ExtrasAfter message={message} asked={asked} />
      {(status !== 'done' || model !== undefined) && (
        <p className="text-muted">
          {[status === 'done' ? '' : 'This reply is incomplete.', model ?? '']
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </article>
  );
}
