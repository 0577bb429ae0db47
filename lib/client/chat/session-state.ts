import type { ChatLog, ChatMessage } from '#lib/core/chat/chat-log.ts';
import {
  type ChatLogEvent,
  chatReducer,
  emptyChatLog,
  isRunning,
} from '#lib/core/chat/chat-reducer.ts';
import { createListeners } from '../page/create-listeners.ts';
import type { ChatSessionState } from './session-types.ts';
import { readUnseenEnds } from './unseen-ends.ts';

export type SessionState = {
  /** The same object until something changes. */
  get: () => ChatSessionState;
  subscribe: (listener: () => void) => () => void;
  update: (change: Partial<ChatSessionState>) => void;
  /** Changes the log. */
  dispatch: (event: ChatLogEvent) => void;
  findOnPath: (messageId: string) => ChatMessage | undefined;
  /** Whether a reply is running in any tab and any branch: one at a time per conversation. */
  isBusy: () => boolean;
};

/** Holds what the page shows, outside React. */
export function createSessionState(conversationId: string): SessionState {
  const { subscribe, notify } = createListeners();
  let state: ChatSessionState = {
    chatLog: emptyChatLog(conversationId),
    ready: false,
    conversation: null,
    runningIn: new Set(),
    endedIn: readUnseenEnds(),
  };

  const update = (change: Partial<ChatSessionState>) => {
    state = { ...state, ...change };
    notify();
  };
  /** The only way to change the log. */
  const setChatLog = (next: (log: ChatLog) => ChatLog) => {
    const chatLog = next(state.chatLog);
    if (chatLog !== state.chatLog) update({ chatLog });
  };

  return {
    get: () => state,
    subscribe,
    update,
    dispatch: (event) => setChatLog((log) => chatReducer(log, event)),
    findOnPath: (messageId) => state.chatLog.path.find(({ id }) => id === messageId),
    isBusy() {
      const { path, branches } = state.chatLog;
      return path.some(isRunning) || branches.some(isRunning);
    },
  };
}
