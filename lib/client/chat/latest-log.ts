import type { ChatLog, Conversation } from '#lib/core/chat-log.ts';

/** The shown conversation as of the last event, which a render may not have seen yet. */
export type LatestLog = {
  chatLog: ChatLog;
  /** As it is stored; null for a conversation without messages. */
  conversation: Conversation | null;
  /** Whether it was read from storage. */
  ready: boolean;
};
