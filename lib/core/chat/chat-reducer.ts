import { assertNever } from '../assert-never.ts';
import type { ChatLog, ChatMessage } from './chat-log.ts';
import { pathTo } from './conversation-tree.ts';

/** The fields of a reply that can change; `text` is always the complete text so far. */
export type ReplyChange = Partial<Omit<ChatMessage, 'id' | 'conversationId' | 'parentId' | 'role'>>;

/** Everything that can happen to the log on screen. */
export type ChatLogEvent =
  | { type: 'opened'; log: ChatLog }
  /** New messages, each the child of the one before; the path forks at the first one's parent. */
  | { type: 'appended'; messages: readonly [ChatMessage, ...ChatMessage[]] }
  /** A reply restarts in place (a retry after a failure, or Continue). */
  | { type: 'restarted'; id: string; change: ReplyChange }
  /** `streaming` unless the change says otherwise: a reply that is only thought about still waits. */
  | { type: 'grew'; id: string; text: string; change?: ReplyChange }
  | { type: 'ended'; id: string; change: ReplyChange }
  | { type: 'switched'; leafId: string };

/** An empty log for a conversation that has no messages yet. */
export function emptyChatLog(conversationId: string): ChatLog {
  return { conversationId, path: [], branches: [] };
}

/**
 * Returns the next log. Events for messages off the visible path change the branches. Events of a turn
 * that has ended (stopped, failed, done) are dropped, so a late delta cannot reopen it.
 */
export function chatReducer(log: ChatLog, event: ChatLogEvent): ChatLog {
  switch (event.type) {
    case 'opened':
      return event.log;
    case 'appended':
      return append(log, event.messages);
    case 'restarted':
      return change(log, event.id, (message) => ({ ...message, ...event.change }));
    case 'grew':
      return change(log, event.id, (message) =>
        isRunning(message)
          ? { ...message, status: 'streaming', ...event.change, text: event.text }
          : message,
      );
    case 'ended':
      return change(log, event.id, (message) =>
        isRunning(message) ? { ...message, ...event.change } : message,
      );
    case 'switched':
      return switchTo(log, event.leafId);
    default:
      return assertNever(event);
  }
}

/** A turn is running while its reply is pending or streaming. */
export function isRunning(message: Pick<ChatMessage, 'status'>): boolean {
  return message.status === 'waiting' || message.status === 'streaming';
}

function append(log: ChatLog, messages: readonly [ChatMessage, ...ChatMessage[]]): ChatLog {
  const parentId = messages[0].parentId;
  const kept = log.path.findIndex((message) => message.id === parentId) + 1;
  return {
    ...log,
    path: [...log.path.slice(0, kept), ...messages],
    branches: [...log.branches, ...log.path.slice(kept)],
  };
}

function change(log: ChatLog, id: string, next: (message: ChatMessage) => ChatMessage): ChatLog {
  // The message of a running turn is nearly always the last one, so search from the end.
  const onPath = log.path.findLastIndex((message) => message.id === id);
  if (onPath !== -1) {
    const path = replaceAt(log.path, onPath, next);
    return path === log.path ? log : { ...log, path };
  }
  const onBranch = log.branches.findLastIndex((message) => message.id === id);
  if (onBranch === -1) return log;
  const branches = replaceAt(log.branches, onBranch, next);
  return branches === log.branches ? log : { ...log, branches };
}

function replaceAt(
  messages: readonly ChatMessage[],
  index: number,
  next: (message: ChatMessage) => ChatMessage,
): readonly ChatMessage[] {
  const before = messages[index];
  if (!before) return messages;
  const after = next(before);
  return after === before ? messages : messages.with(index, after);
}

function switchTo(log: ChatLog, leafId: string): ChatLog {
  const all = [...log.path, ...log.branches];
  const path = pathTo(all, leafId);
  const shown = new Set(path.map((message) => message.id));
  return { ...log, path, branches: all.filter((message) => !shown.has(message.id)) };
}
