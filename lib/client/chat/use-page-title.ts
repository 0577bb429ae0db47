'use client';

import { useEffect } from 'react';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { shownTitle } from '#lib/core/chat/shown-title.ts';

/**
 * The title of what the page shows, which also names the browser's tab; null for a new chat. The tab of a
 * temporary chat tells nothing of it: the browser's history has the names of tabs.
 */
export function usePageTitle(
  conversation: Pick<Conversation, 'title'> | null,
  isTemporary: boolean,
): string {
  const title = isTemporary ? 'Temporary chat' : shownTitle(conversation);
  const tabTitle = conversation ? `${title} · Starlight` : 'Starlight';
  useEffect(() => {
    document.title = tabTitle;
  }, [tabTitle]);
  return title;
}
