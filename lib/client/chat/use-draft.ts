'use client';

import { useCallback, useEffect, useState } from 'react';
import { clearDraft, readDraft, writeDraft } from '../storage/drafts.ts';

/**
 * The text of the composer, kept for each conversation over reloads and crashes.
 * `prefill` fills an empty draft (a link may do that) and never sends.
 */
export function useDraft(draftKey: string, prefill: string | null) {
  const [draft, setDraft] = useState('');

  useEffect(() => {
    setDraft(readDraft(draftKey) || prefill || '');
  }, [draftKey, prefill]);

  const change = useCallback(
    (text: string) => {
      setDraft(text);
      if (text === '') clearDraft(draftKey);
      else writeDraft(draftKey, text);
    },
    [draftKey],
  );
  return [draft, change] as const;
}
