'use client';

import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import {
  type ChatSession,
  type ChatSessionOptions,
  type ChatSessionState,
  createChatSession,
} from './chat-session.ts';

type UseChatSessionOptions = ChatSessionOptions & {
  /** The conversation has no messages yet, so there is nothing to read. */
  isNew: boolean;
};

/** The session of this page and its current state. */
export function useChatSession(
  options: UseChatSessionOptions,
): ChatSessionState & { session: ChatSession } {
  const { conversationId, isNew, model, webSearch, simulateAllowed, demo } = options;
  const [session] = useState(() => createChatSession(options));
  const state = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
  useEffect(
    () => session.configure({ model, webSearch, simulateAllowed, demo }),
    [session, model, webSearch, simulateAllowed, demo],
  );
  const open = useEffectEvent((id: string) => session.open(id, { isNew }));
  useEffect(() => open(conversationId), [conversationId]);
  return { ...state, session };
}
