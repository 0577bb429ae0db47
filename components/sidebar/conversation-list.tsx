import { type KeyboardEvent, useState } from 'react';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { ConversationRow } from './conversation-row.tsx';
import type { RowState } from './row-mark.tsx';

export type ConversationListProps = {
  /** Null until they have been read from storage. */
  conversations: readonly Conversation[] | null;
  shownId: string | null;
  /** Conversations with a running reply, and how others ended unseen. */
  runningIn: ReadonlySet<string>;
  endedIn: ReadonlyMap<string, 'done' | 'failed'>;
  onOpen: (conversationId: string) => void;
  onRename: (conversation: Conversation, title: string) => void;
  onRemove: (conversationId: string) => void;
};

// An import can add any number, and they all render with every page.
const PAGE_SIZE = 500;

/** This browser's conversations. For Tab, the list is one stop; the arrow keys move within it. */
export function ConversationList(props: ConversationListProps) {
  const { conversations, shownId, onOpen, onRename, onRemove } = props;
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const hiddenCount = (conversations?.length ?? 0) - limit;
  const rows = conversations?.slice(0, limit) ?? [];
  const isRow = (wanted: string | null) => rows.some(({ id }) => id === wanted);
  // The row last used, or the one that is shown.
  const tabStop = [focusedId, shownId].find(isRow) ?? rows[0]?.id;
  return (
    <>
      <ul
        className="flex flex-col gap-0.5"
        onFocus={({ target }) => setFocusedId(target.closest('li')?.dataset['id'] ?? null)}
        onKeyDown={stepRow}
      >
        {rows.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            shown={conversation.id === shownId}
            state={stateOf(conversation.id, props)}
            isTabStop={conversation.id === tabStop}
            onOpen={onOpen}
            onRename={onRename}
            onRemove={onRemove}
          />
        ))}
      </ul>
      {hiddenCount > 0 && (
        <button
          type="button"
          className="btn-quiet mt-1 w-full justify-start"
          onClick={() => setLimit(limit + PAGE_SIZE)}
        >
          Show older conversations
        </button>
      )}
    </>
  );
}

/** What a row says of a conversation that is not in view. */
function stateOf(
  id: string,
  { shownId, runningIn, endedIn }: Pick<ConversationListProps, 'shownId' | 'runningIn' | 'endedIn'>,
): RowState | null {
  if (id === shownId) return null;
  return runningIn.has(id) ? 'running' : (endedIn.get(id) ?? null);
}

function stepRow(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.findIndex((link) => event.target === link);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: links.length - 1,
  };
  const next = at === -1 ? undefined : links[steps[event.key] ?? -1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
