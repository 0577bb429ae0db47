'use client';

import { type Dispatch, type RefObject, type SetStateAction, useEffect } from 'react';
import type { ChatLog, Conversation } from '#lib/core/chat-log.ts';
import { type ChatLogEvent, chatReducer, emptyChatLog, isRunning } from '#lib/core/chat-reducer.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { whenTurnEnds } from '../storage/turn-lock.ts';
import type { LatestLog } from './latest-log.ts';

export type UseOpenedLogOptions = {
  conversationId: string;
  store: ConversationStore;
  latest: RefObject<LatestLog>;
  dispatch: (event: ChatLogEvent) => void;
  setConversation: Dispatch<SetStateAction<Conversation | null>>;
  setReady: Dispatch<SetStateAction<boolean>>;
  /** Whether this tab runs the turn of a reply. */
  isOurs: (replyId: string) => boolean;
};

/** Reads the shown conversation from storage, and again when another tab has written to it or is gone. */
export function useOpenedLog(options: UseOpenedLogOptions): void {
  const { conversationId, store, latest, dispatch, setConversation, setReady, isOurs } = options;
  useEffect(() => {
    let current = true;
    const openAgain = () => {
      if (current) void open();
    };
    const open = async () => {
      const stored = await store.load(conversationId);
      if (!current) return;
      const log = latest.current.chatLog;
      const ours = [...log.path, ...log.branches].some(({ id }) => isOurs(id));
      // What this tab is writing, it knows better than the storage.
      if (log.conversationId !== conversationId || !ours) {
        const opened = logOf(conversationId, stored);
        dispatch({ type: 'opened', log: opened });
        latest.current.conversation = stored?.conversation ?? null;
        setConversation(latest.current.conversation);
        // A tab that goes away announces nothing: its lock does.
        const elsewhere = [...opened.path, ...opened.branches].find(isRunning);
        if (elsewhere && !isOurs(elsewhere.id)) void whenTurnEnds(elsewhere.id).then(openAgain);
      }
      latest.current.ready = true;
      setReady(true);
    };
    if (latest.current.chatLog.conversationId !== conversationId) {
      latest.current.conversation = null;
      latest.current.ready = false;
      setConversation(null);
      setReady(false);
      dispatch({ type: 'opened', log: emptyChatLog(conversationId) });
    }
    void open();
    const unsubscribe = store.subscribe((change) => {
      if (change.type !== 'changed') return;
      // None is named where any may have changed, as by an import.
      if ((change.conversationId ?? conversationId) === conversationId) openAgain();
    });
    return () => {
      current = false;
      unsubscribe();
    };
  }, [conversationId, store, latest, dispatch, setConversation, setReady, isOurs]);
}

/** A stored conversation as it is shown; an empty log for one that is not stored. */
function logOf(
  conversationId: string,
  stored: Awaited<ReturnType<ConversationStore['load']>>,
): ChatLog {
  const messages = stored?.messages ?? [];
  const log = { ...emptyChatLog(conversationId), branches: messages };
  const leafId = stored?.conversation.leafId ?? messages.at(-1)?.id;
  return leafId === undefined ? log : chatReducer(log, { type: 'switched', leafId });
}
