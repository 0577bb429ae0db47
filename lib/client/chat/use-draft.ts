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
  /** Stands there where the draft is empty (a link may ask for that); it is never sent by itself. */
  prefill: string | null;
  /** Where it is written; may hold text that was typed before the page's code ran. */
  field: RefObject<HTMLTextAreaElement | null>;
};

/** The text of the composer, kept for each conversation over reloads and crashes. */
export function useDraft(draftKey: string, { prefill, field }: UseDraftOptions) {
  const [draft, setDraft] = useState('');
  const takenOver = useRef(false);

  const change = useCallback(
    (text: string) => {
      setDraft(text);
      if (text === '') clearDraft(draftKey);
      else writeDraft(draftKey, text);
    },
    [draftKey],
  );

  useEffect(() => {
    const typedEarly = takenOver.current ? '' : (field.current?.value ?? '');
    takenOver.current = true;
    // A key pressed too early, as Enter, is no text.
    if (typedEarly.trim() === '') setDraft(readDraft(draftKey) || prefill || '');
    else change(typedEarly);
  }, [draftKey, prefill, field, change]);

  useEffect(() => onDraftsCleared(() => setDraft('')), []);

  useEffect(() => {
    // Another tab went on with this draft, sent it or emptied it: what is shown here stays this tab's.
    const keepShown = ({ key }: StorageEvent) => {
      const isDraft = key === null || isDraftRecord(key);
      if (isDraft && draft !== '') writeDraft(draftKey, draft);
    };
    window.addEventListener('storage', keepShown);
    return () => window.removeEventListener('storage', keepShown);
  }, [draft, draftKey]);

  return [draft, change] as const;
}
