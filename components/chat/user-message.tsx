'use client';

import { memo, useEffect, useState } from 'react';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { breakWords } from '../ui/break-words.tsx';
import { deferredMessageTools } from './deferred-parts.tsx';

type UserMessageProps = {
  message: ChatMessage;
  siblings: string;
  editing: boolean;
  onEditing: (messageId: string | null) => void;
};

const BUBBLE =
  '[unicode-bidi:plaintext] min-w-0 rounded-[20px] bg-bubble px-4 py-2.5 text-base leading-relaxed whitespace-pre-wrap';

/** The visitor's message as a bubble. Editing sends a new version and keeps this one. */
export const UserMessage = memo(function UserMessage(props: UserMessageProps) {
  const { message, siblings, editing, onEditing } = props;
  const [wasEdited, setWasEdited] = useState(false);
  useEffect(() => {
    if (editing) setWasEdited(true);
  }, [editing]);
  const tools = deferredMessageTools.use();
  const isLoaded = typeof tools !== 'string';
  if (editing && isLoaded) {
    return <tools.EditForm message={message} onClose={() => onEditing(null)} />;
  }
  return (
    <article
      data-message={message.id}
      aria-label="You"
      className={`group flex flex-row-reverse items-end gap-1 pointer-coarse:flex-wrap ${message.attachments ? 'flex-wrap' : ''}`}
    >
      {message.attachments &&
        (isLoaded ? (
          <tools.MessageFiles files={message.attachments} />
        ) : (
          message.attachments.map(({ id, name }) => <span key={id}>{name}</span>)
        ))}
      {message.text !== '' &&
        (isLoaded ? (
          <tools.SentText text={message.text} className={BUBBLE} />
        ) : (
          <p dir="auto" className={`max-w-[80%] ${BUBBLE}`}>
            {breakWords(message.text)}
          </p>
        ))}
      <div className="message-actions shrink-0">
        {isLoaded && (
          <tools.UserMessageTools
            message={message}
            siblings={siblings}
            focusesEdit={wasEdited}
            onEdit={() => onEditing(message.id)}
          />
        )}
      </div>
    </article>
  );
});
