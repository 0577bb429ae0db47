import { Archive, Pencil, Pin, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationMarks } from '#lib/client/chat/session-types.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';
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
        <Menu label={`Actions for ${title}`} opener={opener} onClose={onClose}>
          <button type="button" {...ITEM} onClick={() => setMode('renaming')}>
            <Pencil aria-hidden className="size-4 text-muted" />
            Rename
          </button>
          <button type="button" {...ITEM} onClick={() => mark({ pinned: !pinned })}>
            <Pin aria-hidden className="size-4 text-muted" />
            {pinned ? 'Unpin' : 'Pin'}
          </button>
          <button type="button" {...ITEM} onClick={() => mark({ archived: !archived })}>
            <Archive aria-hidden className="size-4 text-muted" />
            {archived ? 'Unarchive' : 'Archive'}
          </button>
          <button type="button" {...ITEM} onClick={remove}>
            <Trash2 aria-hidden className="size-4 text-muted" />
            Delete
          </button>
        </Menu>
      );
  }
}

const ITEM = {
  role: 'menuitem',
  tabIndex: -1,
  className:
    'flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-start hover:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] focus-visible:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] pointer-coarse:min-h-11',
} as const;

type MenuProps = {
  label: string;
  opener: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  children: React.ReactNode;
};

/** A popover beside its opener; the browser closes it on Escape and on a press elsewhere. */
function Menu({ label, opener, onClose, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    const button = opener.current;
    if (!element || !button) return;
    element.showPopover({ source: button });
    placeBeside(element, button.getBoundingClientRect());
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [opener]);
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onKeyDown={(event) => {
        // The list around it takes the arrow keys too.
        event.stopPropagation();
        if (event.key === 'Tab') menu.current?.hidePopover();
        else stepItem(event);
      }}
      className="fixed m-0 w-44 rounded-xl border border-line bg-raised p-1 text-sm text-text shadow-float"
    >
      {children}
    </div>
  );
}

const GAP = 4;

/** Below the opener, or above it where there is no room. */
function placeBeside(menu: HTMLElement, opener: DOMRect): void {
  const { offsetHeight, offsetWidth } = menu;
  const below = opener.bottom + GAP;
  const fits = below + offsetHeight <= window.innerHeight;
  menu.style.top = `${fits ? below : Math.max(opener.top - GAP - offsetHeight, 0)}px`;
  menu.style.left = `${Math.max(opener.right - offsetWidth, GAP)}px`;
}

function stepItem(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: -1,
  };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

/** Once the row is gone, the focus would otherwise fall to the body. */
function focusNeighborOf(row: Element | null | undefined): void {
  const rows = [...(row?.closest('nav')?.querySelectorAll('li') ?? [])];
  const at = rows.findIndex((other) => other === row);
  const neighbor = rows[at + 1] ?? rows[at - 1];
  requestAnimationFrame(() => neighbor?.querySelector('a')?.focus());
}
