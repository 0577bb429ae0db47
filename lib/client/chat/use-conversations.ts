'use client';

import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { isDeleted } from '#lib/core/chat/is-deleted.ts';
import type { DeferredConversationStore } from '../storage/deferred-conversation-store.ts';
import { clearDrafts } from '../storage/drafts.ts';
import type { StoreProblem } from '../storage/store-problem.ts';
import { isTemporary } from '../storage/temporary/temporary-chats.ts';
import { observeTouches } from './touch-clock.ts';

type ConversationsControl = {
  /** Newest first; null until they are read. */
  conversations: readonly Conversation[] | null;
  /** Those that were deleted and can still be restored. */
  deleted: readonly Conversation[];
  /** Why the browser cannot store data, if it cannot. */
  problem: StoreProblem | null;
  /** Shows a created or changed conversation without waiting for storage. */
  noteConversation: (conversation: Conversation) => void;
  /** Deletes a conversation for good. */
  erase: (conversationId: string) => void;
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
  const [all, setConversations] = useState<readonly Conversation[] | null>(null);
  const [problem, setProblem] = useState<StoreProblem | null>(null);

  useEffect(() => {
    let current = true;
    const refresh = async () => {
      const list = await store.list();
      if (!current) return;
      observeTouches(list);
      setConversations(list);
      onDeleted(list.filter(isDeleted).map(({ id }) => id));
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
    if (isTemporary(noted.id)) return;
    setConversations((list) =>
      [noted, ...(list ?? []).filter(({ id }) => id !== noted.id)].toSorted(
        (a, b) => b.updatedAt - a.updatedAt,
      ),
    );
  }, []);

  const erase = useCallback(
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

  const [conversations, deleted] = useMemo(
    () => [all?.filter((one) => !isDeleted(one)) ?? null, all?.filter(isDeleted) ?? []],
    [all],
  );
  return { conversations, deleted, problem, noteConversation, erase, removeAll };
}
