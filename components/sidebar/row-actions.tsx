import { Archive, Pencil, Pin, Trash2 } from 'lucide-react';
import { type RefObject, useState } from 'react';
import type { ConversationMarks } from '#lib/client/chat/session-types.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
import { ActionMenu, MENU_ITEM } from '../ui/action-menu.tsx';
import { RenameField } from './rename-field.tsx';

type RowActionsProps = {
  conversation: Conversation;
  shown: boolean;
  /** The button that opened the menu. */
  opener: RefObject<HTMLButtonElement | null>;
  onRename: (conversation: Conversation, title: string) => void;
  onMark: (conversation: Conversation, marks: ConversationMarks) => void;
  onRemove: (conversationId: string) => void;
  onClose: () => void;
};

/** The menu of a conversation in the list, and what its items open. */
export function RowActions(props: RowActionsProps) {
  const { conversation, shown, opener, onRename, onMark, onRemove, onClose } = props;
  const [mode, setMode] = useState<'menu' | 'renaming'>('menu');
  const title = shownTitle(conversation);
  const close = () => {
    onClose();
    // To the link, because the button is only shown while its row is used.
    opener.current?.closest('li')?.querySelector('a')?.focus();
  };
  const { pinned, archived } = conversation;
  const row = () => opener.current?.closest('li');
  const mark = (marks: ConversationMarks) => {
    // The row moves to another group.
    focusNeighborOf(row());
    onClose();
    onMark(conversation, marks);
  };
  const remove = () => {
    // Deleting the shown one opens a new chat, which takes the focus.
    if (!shown) focusNeighborOf(row());
    onClose();
    onRemove(conversation.id);
  };
  switch (mode) {
    case 'renaming':
      return (
        <RenameField
          title={title}
          onDone={(next) => {
            if (next !== '' && next !== title) onRename(conversation, next);
            close();
          }}
        />
      );
    case 'menu':
      return (
        <ActionMenu label={`Actions for ${title}`} opener={opener} onClose={onClose}>
          <button type="button" {...MENU_ITEM} onClick={() => setMode('renaming')}>
            <Pencil aria-hidden className="size-4 text-muted" />
            Rename
          </button>
          <button type="button" {...MENU_ITEM} onClick={() => mark({ pinned: !pinned })}>
            <Pin aria-hidden className="size-4 text-muted" />
            {pinned ? 'Unpin' : 'Pin'}
          </button>
          <button type="button" {...MENU_ITEM} onClick={() => mark({ archived: !archived })}>
            <Archive aria-hidden className="size-4 text-muted" />
            {archived ? 'Unarchive' : 'Archive'}
          </button>
          <button type="button" {...MENU_ITEM} onClick={remove}>
            <Trash2 aria-hidden className="size-4 text-muted" />
            Delete
          </button>
        </ActionMenu>
      );
  }
}

/** Once the row is gone, the focus would otherwise fall to the body. */
function focusNeighborOf(row: Element | null | undefined): void {
  const rows = [...(row?.closest('nav')?.querySelectorAll('li') ?? [])];
  const at = rows.findIndex((other) => other === row);
  const neighbor = rows[at + 1] ?? rows[at - 1];
  requestAnimationFrame(() => neighbor?.querySelector('a')?.focus());
}
