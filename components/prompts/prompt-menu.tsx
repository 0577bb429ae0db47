'use client';

import {
  type RefObject,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { stepActive } from '#lib/client/page/step-active.ts';
import { savedPrompts } from '#lib/client/storage/saved/saved-prompts.ts';
import { nextPlaceholder, type Prompt, promptsFor } from '#lib/core/saved/prompt.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { promptsOpener } from './prompts-opener.ts';

/** The last entry, which opens the list of prompts. No prompt has this ID. */
const MANAGE = ' manage';

type PromptMenuProps = {
  draft: string;
  setDraft: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
};

/**
 * The prompts that a draft beginning with a slash may name. The focus stays in the field: arrows move, Enter
 * and Tab choose, Escape closes. Then Tab goes from one placeholder to the next.
 */
export function PromptMenu({ draft, setDraft, field }: PromptMenuProps) {
  const prompts = useSyncExternalStore(savedPrompts.subscribe, savedPrompts.read);
  const [active, setActive] = useState('');
  const [closedAt, setClosedAt] = useState<string | null>(null);
  /** The caret's next place: where a prompt was put in, the first placeholder or the end. */
  const [inserted, setInserted] = useState<string | null>(null);
  const [isFilling, setIsFilling] = useState(false);
  const listId = useId();
  const found = draft === closedAt ? null : promptsFor(draft, prompts);
  const ids = found ? [...found.map(({ id }) => id), ...(draft === '/' ? [MANAGE] : [])] : [];
  const shown = ids.includes(active) ? active : (ids[0] ?? '');
  const isOpen = ids.length > 0;
  const optionId = (id: string) => `${listId}-${ids.indexOf(id)}`;

  const choose = (id: string) => {
    const prompt = found?.find((one) => one.id === id);
    setActive('');
    if (!prompt) {
      setDraft('');
      return promptsOpener.notify();
    }
    setDraft(prompt.text);
    setInserted(prompt.text);
  };
  useLayoutEffect(() => {
    if (inserted === null || inserted !== draft) return;
    setInserted(null);
    const place = nextPlaceholder(draft, 0);
    setIsFilling(place !== null);
    field.current?.focus();
    field.current?.setSelectionRange(place?.start ?? draft.length, place?.end ?? draft.length);
  }, [inserted, draft, field]);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // Safari ends the composition before the key event, which then reports 229.
    if (
      event.isComposing ||
      event.keyCode === 229 ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    if (isOpen && handleMenuKey(event)) {
      event.preventDefault();
      // The field would send, or stop a reply.
      event.stopPropagation();
    } else if (isFilling && event.key === 'Tab' && !event.shiftKey) {
      const place = nextPlaceholder(draft, field.current?.selectionEnd ?? 0);
      setIsFilling(place !== null);
      if (!place) return;
      event.preventDefault();
      field.current?.setSelectionRange(place.start, place.end);
    }
  });
  const handleMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const next = stepActive(key, ids, shown);
    if (next !== null) setActive(next);
    else if ((key === 'Enter' || key === 'Tab') && !shiftKey) choose(shown);
    else if (key === 'Escape') setClosedAt(draft);
    else return false;
    return true;
  };
  useEffect(() => {
    const element = field.current;
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, [field]);

  const activeId = isOpen ? optionId(shown) : null;
  useEffect(() => {
    const element = field.current;
    if (activeId === null || !element) return;
    element.setAttribute('aria-autocomplete', 'list');
    element.setAttribute('aria-controls', listId);
    element.setAttribute('aria-activedescendant', activeId);
    document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
    return () => {
      for (const name of ['autocomplete', 'controls', 'activedescendant'])
        element.removeAttribute(`aria-${name}`);
    };
  }, [activeId, field, listId]);

  return (
    <>
      <p role="status" className="sr-only">
        {isOpen &&
          found &&
          `${formatCount(found.length)} ${found.length === 1 ? 'prompt' : 'prompts'}`}
      </p>
      {isOpen && (
        <div
          id={listId}
          role="listbox"
          aria-label="Prompts"
          tabIndex={-1}
          className="mb-2 max-h-[min(18rem,40dvh)] overflow-y-auto overscroll-contain rounded-xl border border-line bg-raised p-1 shadow-float"
        >
          {ids.map((id) => (
            <Option
              key={id}
              domId={optionId(id)}
              prompt={found?.find((one) => one.id === id)}
              isActive={id === shown}
              onChoose={() => choose(id)}
            />
          ))}
        </div>
      )}
    </>
  );
}

type OptionProps = {
  domId: string;
  /** Undefined for the entry that opens the list of prompts. */
  prompt: Prompt | undefined;
  isActive: boolean;
  onChoose: () => void;
};

function Option({ domId, prompt, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field.
    <div
      id={domId}
      role="option"
      aria-selected={isActive}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={`flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-2.5 pointer-coarse:min-h-11 ${isActive ? 'bg-accent-tint' : ''}`}
    >
      {prompt ? (
        <>
          <span dir="auto" className="shrink-0 font-medium">
            /{prompt.id}
          </span>
          <span dir="auto" className="min-w-0 truncate text-muted">
            {prompt.text.slice(0, 200)}
          </span>
        </>
      ) : (
        <span className="text-muted">Create and edit prompts…</span>
      )}
    </div>
  );
}
