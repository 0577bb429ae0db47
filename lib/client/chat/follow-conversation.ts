import type { ChatLog, Conversation } from '#lib/core/chat/chat-log.ts';
import { chatReducer, emptyChatLog, isRunning } from '#lib/core/chat/chat-reducer.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { whenTurnEnds } from '../storage/tabs/turn-lock.ts';

type FollowOptions = {
  store: Pick<ConversationStore, 'load' | 'subscribe'>;
  /** Settles when it has been read ahead. Reading thousands of messages twice at once takes twice as long. */
  readAhead: Promise<void> | null;
  /** Whether the turn of a reply runs in this tab. */
  isOurs: (replyId: string) => boolean;
  /** The log on screen. */
  shown: () => ChatLog;
  /** Receives the stored conversation; null when this tab has a newer version. */
  onRead: (read: { chatLog: ChatLog; conversation: Conversation | null } | null) => void;
};

/**
 * Reads a conversation from storage, and again when another tab writes to it or closes.
 *
 * @returns stops following and ignores reads in progress
 */
export function followConversation(
  conversationId: string,
  { store, readAhead, isOurs, shown, onRead }: FollowOptions,
): () => void {
  let following = true;
  const read = async (): Promise<void> => {
    if (readAhead) await readAhead;
    const before = shown();
    const stored = await store.load(conversationId);
    if (!following) return;
    const { path, branches } = shown();
    // While this tab writes a reply, its own version is newer than the stored one.
    if ([...path, ...branches].some(({ id }) => isOurs(id))) return onRead(null);
    // The log changed during the read, so the result may be outdated.
    if (shown() !== before) return read();
    const chatLog = logOf(conversationId, stored);
    onRead({ chatLog, conversation: stored?.conversation ?? null });
    // A closing tab sends no message, but its lock is released.
    const elsewhere = [...chatLog.path, ...chatLog.branches].find(isRunning);
    if (elsewhere && !isOurs(elsewhere.id)) void whenTurnEnds(elsewhere.id).then(readAgain);
  };
  const readAgain = () => {
    if (following) void read();
  };
  void read();
  const unsubscribe = store.subscribe((change) => {
    if (change.type !== 'changed') return;
    // Without an id, any conversation may have changed, for example through an import.
    if ((change.conversationId ?? conversationId) === conversationId) readAgain();
  });
  return () => {
    following = false;
    unsubscribe();
  };
}

/** The log of a stored conversation; empty if it is not stored. */
export function logOf(
  conversationId: string,
  stored: Awaited<ReturnType<ConversationStore['load']>>,
): ChatLog {
  const messages = stored?.messages ?? [];
  const log = { ...emptyChatLog(conversationId), branches: messages };
  const leafId = stored?.conversation.leafId ?? messages.at(-1)?.id;
  return leafId === undefined ? log : chatReducer(log, { type: 'switched', leafId });
}
