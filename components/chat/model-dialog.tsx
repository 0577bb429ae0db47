'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { stepActive } from '#lib/client/page/step-active.ts';
import { findModels } from '#lib/core/models/describe-model.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { useModalDialog } from '../ui/use-modal-dialog.ts';
import { ModelOption } from './model-option.tsx';
import { ThinkingSetting } from './thinking-setting.tsx';

export type ModelDialogProps = {
  models: readonly OfferedModel[];
  model: string;
  onModel: (model: string) => void;
  effort: ReasoningEffort | undefined;
  onEffort: (effort: ReasoningEffort | undefined) => void;
  /** Whether there are too many to look through. */
  searches: boolean;
  onClose: () => void;
  /** On a wide screen, the dialog hangs from this element. */
  anchor: RefObject<HTMLElement | null>;
};

/**
 * The list of models, and how much the chosen one is to think. Many of them have a search field above: a
 * combobox whose list is always open (ARIA APG). The focus stays in the field, or else in the list; arrows
 * move the active model, Enter chooses it, Escape closes.
 */
export function ModelDialog(props: ModelDialogProps) {
  const { models, model, onModel, effort, onEffort, searches, onClose, anchor } = props;
  const dialog = useModalDialog();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(model);
  const [now] = useState(Date.now);
  const listId = useId();
  const groups = findModels(models, query);
  const ids = groups.flatMap((group) => group.models.map(({ id }) => id));
  const efforts = models.find(({ id }) => id === model)?.efforts ?? [];
  const optionId = (id: string) => `${listId}-${id}`;

  useEffect(() => {
    placeBelow(dialog.current, anchor.current);
    // Otherwise the keyboard of a phone would cover the list.
    if (matchMedia('(pointer: coarse)').matches) list.current?.focus();
  }, [dialog, anchor]);
  useEffect(() => {
    const option = document.getElementById(`${listId}-${active}`);
    option?.scrollIntoView({ block: 'nearest' });
  }, [active, listId]);

  const choose = (id: string) => {
    onModel(id);
    // Unlike removing it, this gives the focus back.
    dialog.current?.close();
  };
  const search = (next: string) => {
    setQuery(next);
    const first = findModels(models, next)[0]?.models[0]?.id;
    setActive(next.trim() === '' ? model : (first ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.target instanceof HTMLSelectElement) return;
    const next = stepActive(event.key, ids, active);
    if (event.key === 'Enter' && ids.includes(active)) choose(active);
    else if (next !== null) setActive(next);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      aria-label="Choose a model"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onKeyDown={onKeyDown}
      className="m-2 w-auto max-w-none overflow-hidden rounded-xl border border-line bg-raised p-0 text-text shadow-float sm:mt-[var(--top,4rem)] sm:me-[var(--end,1rem)] sm:ms-auto sm:w-96 sm:backdrop:bg-transparent"
    >
      <div className="flex max-h-[min(30rem,80dvh)] flex-col">
        {searches && (
          <div className="flex items-center gap-2 border-b border-line px-3">
            <Search aria-hidden className="size-4 shrink-0 text-muted" />
            <input
              type="text"
              role="combobox"
              aria-label="Search models"
              aria-expanded="true"
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={ids.includes(active) ? optionId(active) : undefined}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder={`Search ${formatCount(models.length)} models`}
              value={query}
              onChange={(event) => search(event.target.value)}
              className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
            />
          </div>
        )}
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label="Models"
          tabIndex={searches ? -1 : 0}
          aria-activedescendant={searches || !ids.includes(active) ? undefined : optionId(active)}
          className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1 outline-none"
        >
          {groups.map(({ prefix, models: grouped }) => (
            // A group of one without a name is not worth a heading.
            // biome-ignore lint/a11y/useSemanticElements: a fieldset may not be in a listbox.
            <div key={prefix} role="group" aria-label={prefix.slice(0, -1) || 'Other models'}>
              {prefix !== '' && (
                <div aria-hidden className="px-2.5 pt-3 pb-1 text-xs font-medium text-muted">
                  {prefix.slice(0, -1)}
                </div>
              )}
              {grouped.map((option) => (
                <ModelOption
                  key={option.id}
                  domId={optionId(option.id)}
                  option={option}
                  isActive={option.id === active}
                  isChosen={option.id === model}
                  now={now}
                  onChoose={choose}
                />
              ))}
            </div>
          ))}
          {ids.length === 0 && <p className="px-2.5 py-3 text-muted">No model matches.</p>}
        </div>
        {efforts.length > 0 && (
          <ThinkingSetting efforts={efforts} effort={effort} onEffort={onEffort} />
        )}
        <p role="status" className="sr-only">
          {query === ''
            ? ''
            : `${formatCount(ids.length)} ${ids.length === 1 ? 'model matches' : 'models match'}`}
        </p>
      </div>
    </dialog>
  );
}

/** Tells the dialog's styles where the element ends. */
function placeBelow(dialog: HTMLElement | null, anchor: HTMLElement | null): void {
  if (!dialog || !anchor) return;
  const { bottom, left, right } = anchor.getBoundingClientRect();
  const toEnd = anchor.matches(':dir(rtl)') ? left : window.innerWidth - right;
  dialog.style.setProperty('--top', `${Math.round(bottom + 4)}px`);
  dialog.style.setProperty('--end', `${Math.round(toEnd)}px`);
}
