'use client';

import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Repeats a send that came before the conversation was read, as soon as it is, unless the text or the
 * conversation has changed since.
 *
 * @returns notes that the current text is to be sent
 */
export function useEarlySend(options: {
  draftKey: string;
  draft: string;
  ready: boolean;
  send: () => void;
}): () => void {
  const { draftKey, draft, ready } = options;
  const [noted, setNoted] = useState<{ draftKey: string; draft: string } | null>(null);
  if (noted && (noted.draftKey !== draftKey || noted.draft !== draft)) setNoted(null);
  const due = noted !== null && ready;
  const sendNoted = useEffectEvent(() => {
    setNoted(null);
    options.send();
  });
  useEffect(() => {
    if (due) sendNoted();
  }, [due]);
  return () => setNoted({ draftKey, draft });
}
