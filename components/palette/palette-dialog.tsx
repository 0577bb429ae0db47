'use client';

import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { stepActive } from '#lib/client/page/step-active.ts';
import type { MessageHit } from '#lib/client/search/search-scan.ts';
import { useMessageSearch } from '#lib/client/search/use-message-search.ts';
import type { SearchQuery } from '#lib/core/search/search-query.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { isComposing } from '../chat/is-composing.ts';
import { CHAT_COMMANDS } from '../commands/chat-commands.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { useModalDialog } from '../ui/use-modal-dialog.ts';
import { type PaletteOption, paletteGroups } from './palette-groups.ts';
import { PaletteRow } from './palette-row.tsx';

export type PaletteDialogProps = {
  context: CommandContext;
  /** What was typed before the dialog was there. */
  typedAhead: string;
  onJump: (hit: MessageHit, query: SearchQuery) => void;
  onClose: () => void;
};

/** More than anyone types, and what a field may hold. */
const MAX_TYPED = 1000;

/**
 * Search and commands: a combobox whose list is always open (ARIA APG). The focus stays in the field; arrows
 * move the active option, Enter chooses it, Escape closes. Full screen on a phone.
 */
export function PaletteDialog(props: PaletteDialogProps) {
  const { context, typedAhead, onJump, onClose } = props;
  const dialog = useModalDialog();
  const close = () => dialog.current?.close();

  const choose = ({ choice }: PaletteOption) => {
    // First, because this gives the focus back, which what is chosen may move.
    close();
    if (choice.type === 'command') choice.command.run(context);
    if (choice.type === 'conversation') context.onOpen(choice.conversationId);
    if (choice.type === 'model') context.onModel(choice.model);
    if (choice.type === 'message') onJump(choice.hit, choice.query);
  };
  return (
    <dialog
      ref={dialog}
      aria-label="Search and commands"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
      onKeyDown={undefined}
      className="mx-auto mt-[12vh] w-[min(40rem,calc(100%-2rem))] overflow-hidden rounded-xl border border-line bg-raised p-0 text-text shadow-float max-sm:m-0 max-sm:h-dvh max-sm:max-h-none max-sm:w-full max-sm:max-w-none max-sm:rounded-none max-sm:border-0 short:mt-2"
    >
      <PaletteSearch context={context} first={typedAhead} onChoose={choose} onClose={close} />
    </dialog>
  );
}

type PaletteSearchProps = {
  context: CommandContext;
  first: string;
  onChoose: (option: PaletteOption) => void;
  onClose: () => void;
};

function PaletteSearch({ context, first, onChoose, onClose }: PaletteSearchProps) {
  const { store, conversations, chatLog, site, model } = context;
  const [typed, setTyped] = useState(first);
  const [now] = useState(() => Date.now());
  const [wanted, setWanted] = useState('');
  const listId = useId();
  const { hits, status } = useMessageSearch(store, typed);
  const groups = paletteGroups({
    typed,
    conversations,
    shownId: chatLog.conversationId,
    commands: CHAT_COMMANDS.filter(
      ({ isListed = true, isAvailable }) => isListed && (isAvailable?.(context) ?? true),
    ),
    models: site.models,
    model,
    hits,
    now,
  });
  const options = groups.flatMap((group) => group.options);
  const ids = options.map(({ id }) => id);
  const active = ids.includes(wanted) ? wanted : (ids[0] ?? '');
  const domId = (id: string) => `${listId}-${id}`;

  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, listId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const next = stepActive(event.key, ids, active);
    const chosen = options.find(({ id }) => id === active);
    if (event.key === 'Enter' && chosen) onChoose(chosen);
    else if (next !== null) setWanted(next);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex max-h-[min(36rem,75dvh)] flex-col max-sm:h-full max-sm:max-h-none max-sm:pt-[env(safe-area-inset-top)]">
      <div className="flex shrink-0 items-center gap-2 border-b border-line ps-4 pe-2">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          type="text"
          role="combobox"
          aria-label="Search and commands"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active === '' ? undefined : domId(active)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          dir="auto"
          enterKeyHint="go"
          maxLength={MAX_TYPED}
          placeholder="Search conversations, or type a command"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setWanted('');
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
        />
        <button type="button" className="btn-icon" aria-label="Close" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Results"
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5 outline-none empty:hidden"
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not be in a listbox.
          <div key={group.name} role="group" aria-label={group.name}>
            <div aria-hidden className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-muted">
              {group.name}
            </div>
            {group.options.map((option) => (
              <PaletteRow
                key={option.id}
                domId={domId(option.id)}
                option={option}
                isActive={option.id === active}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
      <PaletteNote typed={typed} count={ids.length} hasMore={hits?.hasMore} status={status} />
    </div>
  );
}

type PaletteNoteProps = {
  typed: string;
  count: number;
  hasMore: boolean | undefined;
  status: ReturnType<typeof useMessageSearch>['status'];
};

/** What the list alone does not say. */
function PaletteNote({ typed, count, hasMore, status }: PaletteNoteProps) {
  const isEmpty = typed.trim() === '';
  const counted = `${formatCount(count)} ${count === 1 ? 'result' : 'results'}`;
  const note = noteOf({ isEmpty, count, hasMore, status });
  return (
    <div role="status" className="shrink-0 text-xs text-muted">
      {!isEmpty && count > 0 && <span className="sr-only">{counted}</span>}
      {note && (
        <p className={count > 0 ? 'border-t border-line px-4 py-2' : 'p-4 text-sm'}>{note}</p>
      )}
    </div>
  );
}

function noteOf(shown: Omit<PaletteNoteProps, 'typed'> & { isEmpty: boolean }): string | null {
  if (shown.isEmpty) return null;
  if (shown.status === 'failed')
    return "Messages couldn't be searched because a part of the page couldn't be loaded. Reload it and try again.";
  if (shown.status === 'reading') return 'Still reading older messages…';
  if (shown.hasMore) return 'More messages match. Add a word to narrow them down.';
  return shown.count === 0 ? 'Nothing matches.' : null;
}
