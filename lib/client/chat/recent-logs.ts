import type { ChatLog, Conversation } from '#lib/core/chat/chat-log.ts';
import { isRunning } from '#lib/core/chat/chat-reducer.ts';

/** A conversation as it was on the page when another was opened. */
type RecentLog = { chatLog: ChatLog; conversation: Conversation | null };

/** As many as someone goes back and forth between. */
const MAX_LOGS = 8;

/**
 * The conversations that were on the page before, so that one that opens again is there at once. What is stored
 * may be newer, so it is read all the same, and nothing is sent before.
 */
export function createRecentLogs() {
  const logs = new Map<string, RecentLog>();
  const forgotten = new Set<string>();
  return {
    get: (conversationId: string): RecentLog | undefined => logs.get(conversationId),
    keep(recent: RecentLog) {
      const { conversationId, path, branches } = recent.chatLog;
      logs.delete(conversationId);
      // A running reply has grown by then.
      if (path.length === 0 || path.some(isRunning) || branches.some(isRunning)) return;
      if (forgotten.has(conversationId)) return;
      logs.set(conversationId, recent);
      for (const id of logs.keys()) if (logs.size > MAX_LOGS) logs.delete(id);
    },
    /** For good: it was deleted, or was a temporary chat. */
    forget(conversationId: string) {
      forgotten.add(conversationId);
      logs.delete(conversationId);
    },
  };
}
