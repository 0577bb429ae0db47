import { ChevronRight } from 'lucide-react';
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useChatActions } from '#lib/client/chat/chat-actions.ts';
import type { ConversationMarks } from '#lib/client/chat/session-types.ts';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { groupConversations } from '#lib/core/chat/group-conversations.ts';
import { formatNumber } from '#lib/core/text/reader-format.ts';
import { whenIdle } from '../markdown/when-idle.ts';
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
  onMark: (conversation: Conversation, marks: ConversationMarks) => void;
  onRemove: (conversationId: string) => void;
};

// An import can add any number, and they all render with every page.
const PAGE_SIZE = 500;
/** More than a screen shows, and few enough to be drawn at once. */
const STEP = 50;
/** A pointer that only crosses a row is gone by then. */
const REST_MS = 60;

/**
 * This browser's conversations. For Tab, the list is one stop; the arrow keys move within it. The first ones are
 * drawn at once, the others while the page is idle.
 */
export const ConversationList = memo(function ConversationList(props: ConversationListProps) {
  const { conversations, shownId, onOpen, onRename, onMark, onRemove } = props;
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [drawn, setDrawn] = useState(STEP);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [showsArchived, setShowsArchived] = useState(false);
  const groups = useMemo(
    () => groupConversations(conversations ?? [], { now: Date.now() }),
    [conversations],
  );
  const opened = groups.map((group) => ({
    ...group,
    isClosed: group.name === 'Archived' && !showsArchived,
  }));
  const ordered = opened.flatMap(({ isClosed, conversations: own }) => (isClosed ? [] : own));
  const rows = new Set(ordered.slice(0, Math.min(limit, drawn)));
  const isDrawn = drawn >= Math.min(limit, ordered.length);
  useEffect(() => {
    if (isDrawn) return;
    return whenIdle(async () => setDrawn(drawn + STEP));
  }, [isDrawn, drawn]);
  const rowIds = new Set(Array.from(rows, ({ id }) => id));
  const isRow = (wanted: string | null) => wanted !== null && rowIds.has(wanted);
  // The row last used, or the one that is shown.
  const tabStop = [focusedId, shownId].find(isRow) ?? ordered[0]?.id;
  return (
    // The links within take the focus and the keys.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      onFocus={({ target }) => setFocusedId(rowIdOf(target))}
      onKeyDown={stepRow}
      {...usePreparing()}
    >
      {opened.map(({ name, conversations: own, isClosed }) => (
        <div key={name}>
          {name === 'Archived' ? (
            <button
              type="button"
              aria-expanded={!isClosed}
              onClick={({ currentTarget }) => {
                setShowsArchived(isClosed);
                // It is the last group, so its rows can be below what is shown.
                const list = currentTarget.nextElementSibling;
                requestAnimationFrame(() => list?.scrollIntoView({ block: 'nearest' }));
              }}
              className={`${HEADING} flex w-full items-center gap-1 rounded-lg pb-2 hover:text-text pointer-coarse:min-h-11`}
            >
              <ChevronRight
                aria-hidden
                className={`size-3.5 ${isClosed ? 'rtl:rotate-180' : 'rotate-90'}`}
              />
              Archived ({formatNumber(own.length)})
            </button>
          ) : (
            <p aria-hidden className={HEADING}>
              {name}
            </p>
          )}
          <ul aria-label={name} className="flex flex-col gap-0.5">
            {own
              .filter((conversation) => rows.has(conversation))
              .map((conversation) => (
                <ConversationRow
                  key={conversation.id}
                  conversation={conversation}
                  shown={conversation.id === shownId}
                  state={stateOf(conversation.id, props)}
                  isTabStop={conversation.id === tabStop}
                  onOpen={onOpen}
                  onRename={onRename}
                  onMark={onMark}
                  onRemove={onRemove}
                />
              ))}
          </ul>
        </div>
      ))}
      {ordered.length > limit && (
        <button
          type="button"
          className="btn-quiet mt-1 w-full justify-start"
          onClick={() => setLimit(limit + PAGE_SIZE)}
        >
          Show older conversations
        </button>
      )}
    </div>
  );
});

/** Reads the conversation that the pointer rests on, or is pressed on, before it is opened. */
function usePreparing() {
  const { prepare } = useChatActions();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const prepareIn = (target: EventTarget, delayMs: number) => {
    clearTimeout(timer.current);
    const id = rowIdOf(target);
    if (id) timer.current = setTimeout(() => prepare(id), delayMs);
  };
  return {
    onPointerOver({ target, pointerType }: PointerEvent) {
      if (pointerType === 'mouse') prepareIn(target, REST_MS);
    },
    onPointerDown: ({ target }: PointerEvent) => prepareIn(target, 0),
    onPointerLeave: () => clearTimeout(timer.current),
  };
}

function rowIdOf(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('li[data-id]') : null;
  return row?.dataset['id'] ?? null;
}

const HEADING = 'px-2 pt-3 pb-1 text-xs font-medium text-muted';

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
