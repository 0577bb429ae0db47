'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import {
  clearDraft,
  isDraftRecord,
  onDraftsCleared,
  readDraft,
  writeDraft,
} from '../storage/drafts.ts';

type UseDraftOptions = {
  /** Fills an empty draft (set by a link); never sent automatically. */
  prefill: string | null;
  /** The text field; it may contain text typed before hydration. */
  field: RefObject<HTMLTextAreaElement | null>;
};

/** The text of the composer, kept per conversation across reloads and crashes. */
export function useDraft(draftKey: string, { prefill, field }: UseDraftOptions) {
  const [draft, setDraft] = useState('');
  const hydrated = useRef(false);

  const change = useCallback(
    (text: string) => {
      setDraft(text);
      if (text === '') clearDraft(draftKey);
      else writeDraft(draftKey, text);
    },
    [draftKey],
  );

  useEffect(() => {
    const typedEarly = hydrated.current ? '' : (field.current?.value ?? '');
    hydrated.current = true;
    // A key such as Enter, pressed before hydration, is not text.
    if (typedEarly.trim() === '') setDraft(readDraft(draftKey) || prefill || '');
    else change(typedEarly);
  }, [draftKey, prefill, field, change]);

  useEffect(() => onDraftsCleared(() => setDraft('')), []);

  useEffect(() => {
    // When another tab changes, sends or clears this draft, this tab keeps what it shows.
    const keepShown = ({ key }: StorageEvent) => {
      const isDraft = key === null || isDraftRecord(key);
      if (isDraft && draft !== '') writeDraft(draftKey, draft);
    };
    window.addEventListener('storage', keepShown);
    return () => window.removeEventListener('storage', keepShown);
  }, [draft, draftKey]);

  return [draft, change] as const;
}
