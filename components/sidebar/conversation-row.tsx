'use client';

import { Ellipsis } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import type { ConversationMarks } from '#lib/client/chat/session-types.ts';
import { urlOfConversation } from '#lib/client/chat/use-shown-conversation.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { isPlainClick } from '../ui/page-link.tsx';
import { RowActions } from './row-actions.tsx';
import { RowMark, type RowState } from './row-mark.tsx';

type ConversationRowProps = {
  conversation: Conversation;
  shown: boolean;
  state: RowState | null;
  /** Whether Tab reaches this row; the arrow keys reach the others. */
  isTabStop: boolean;
  onOpen: (conversationId: string) => void;
  onRename: (conversation: Conversation, title: string) => void;
  onMark: (conversation: Conversation, marks: ConversationMarks) => void;
  onRemove: (conversationId: string) => void;
};

/** One conversation: a link to it, and a menu of what can be done with it. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, shown, state, isTabStop, onOpen, onRename, onMark, onRemove } = props;
  const [isActing, setIsActing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const title = shownTitle(conversation);
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <li
      data-id={conversation.id}
      className={`group/row relative flex items-center rounded-lg transition-colors duration-150 ${shown ? 'row-shown' : 'hover:bg-[color-mix(in_oklch,var(--text)_5%,transparent)]'}`}
    >
      <a
        href={urlOfConversation(conversation.id)}
        data-closes-drawer
        aria-current={shown ? 'page' : undefined}
        title={title}
        tabIndex={tabIndex}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          onOpen(conversation.id);
        }}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 pointer-coarse:min-h-11"
      >
        <span dir="auto" className="min-w-0 flex-1 truncate text-start">
          {title}
        </span>
        {state && <RowMark state={state} />}
      </a>
      <span className={isActing ? 'flex' : 'row-actions flex'}>
        <button
          ref={opener}
          type="button"
          className="btn-icon"
          aria-label={`Actions for ${title}`}
          aria-haspopup="menu"
          aria-expanded={isActing}
          title="Actions"
          tabIndex={tabIndex}
          onClick={() => setIsActing(!isActing)}
        >
          <Ellipsis aria-hidden className="size-4" />
        </button>
      </span>
      {isActing && (
        <RowActions
          {...{ conversation, shown, opener, onRename, onMark, onRemove }}
          onClose={() => setIsActing(false)}
        />
      )}
    </li>
  );
});
