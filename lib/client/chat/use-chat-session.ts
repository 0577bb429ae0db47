'use client';

import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { type ChatSessionOptions, createChatSession } from './chat-session.ts';
import type { ChatSession, ChatSessionState } from './session-types.ts';

type UseChatSessionOptions = ChatSessionOptions & {
  /** The conversation has no messages yet, so there is nothing to read. */
  isNew: boolean;
};

/** The session of this page and its current state. */
export function useChatSession(
  options: UseChatSessionOptions,
): ChatSessionState & { session: ChatSession } {
  const { conversationId, isNew, ...settings } = options;
  const { model, reasoningEffort, webSearch, simulateAllowed, demo, maxBodyBytes } = settings;
  const [session] = useState(() => createChatSession(options));
  const state = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
  useEffect(
    () =>
      session.configure({ model, reasoningEffort, webSearch, simulateAllowed, demo, maxBodyBytes }),
    [session, model, reasoningEffort, webSearch, simulateAllowed, demo, maxBodyBytes],
  );
  const open = useEffectEvent((id: string) => session.open(id, { isNew }));
  useEffect(() => open(conversationId), [conversationId]);
  return { ...state, session };
}
