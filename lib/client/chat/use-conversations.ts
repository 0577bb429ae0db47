'use client';

import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import type { StoreProblem } from '../storage/conversation-store.ts';
import type { DeferredConversationStore } from '../storage/deferred-conversation-store.ts';
import { clearDrafts } from '../storage/drafts.ts';
import { observeTouches } from './touch-clock.ts';

type ConversationsControl = {
  /** Newest first; null until they are read. */
  conversations: readonly Conversation[] | null;
  /** Why the browser cannot store data, if it cannot. */
  problem: StoreProblem | null;
  /** Shows a created or changed conversation without waiting for storage. */
  noteConversation: (conversation: Conversation) => void;
  remove: (conversationId: string) => void;
  /** Deletes everything, including unsent drafts; resolves when done. */
  removeAll: () => Promise<void>;
};

/**
 * The list of stored conversations, kept up to date across tabs.
 *
 * @param onDeletedElsewhere called with the conversations that another tab deleted
 */
export function useConversations(
  store: DeferredConversationStore,
  onDeletedElsewhere: (conversationIds: readonly string[]) => void,
): ConversationsControl {
  const onDeleted = useEffectEvent(onDeletedElsewhere);
  const [conversations, setConversations] = useState<readonly Conversation[] | null>(null);
  const [problem, setProblem] = useState<StoreProblem | null>(null);

  useEffect(() => {
    let current = true;
    const refresh = async () => {
      const list = await store.list();
      if (!current) return;
      observeTouches(list);
      setConversations(list);
      setProblem(store.problem());
    };
    void refresh();
    const unsubscribe = store.subscribe((change) => {
      setProblem(store.problem());
      if (change.type === 'changed') void refresh();
      if (change.type === 'deleted') onDeleted(change.conversationIds);
    });
    return () => {
      current = false;
      unsubscribe();
    };
  }, [store]);

  const noteConversation = useCallback((noted: Conversation) => {
    setConversations((list) =>
      [noted, ...(list ?? []).filter(({ id }) => id !== noted.id)].toSorted(
        (a, b) => b.updatedAt - a.updatedAt,
      ),
    );
  }, []);

  const remove = useCallback(
    (conversationId: string) => {
      setConversations((list) => list?.filter(({ id }) => id !== conversationId) ?? null);
      clearDrafts(conversationId);
      void store.deleteConversation(conversationId);
    },
    [store],
  );

  const removeAll = useCallback(async () => {
    setConversations([]);
    clearDrafts(null);
    await store.deleteAll();
    setProblem(store.problem());
  }, [store]);

  return { conversations, problem, noteConversation, remove, removeAll };
}
