'use client';

import { useEffect } from 'react';
import type { ConversationStore } from '../storage/conversation-store.ts';

/** Calls with the conversations that another tab deleted, while the component is there. */
export function useDeletionsElsewhere(
  store: ConversationStore,
  onDeleted: (conversationIds: readonly string[]) => void,
): void {
  useEffect(
    () =>
      store.subscribe((change) => {
        if (change.type === 'deleted') onDeleted(change.conversationIds);
      }),
    [store, onDeleted],
  );
}
