import type { ChatLog, Conversation } from '#lib/core/chat/chat-log.ts';
import { chatReducer, emptyChatLog, isRunning } from '#lib/core/chat/chat-reducer.ts';
import type { ConversationStore } from '../storage/conversation-store.ts';
import { whenTurnEnds } from '../storage/tabs/turn-lock.ts';

type FollowOptions = {
  store: Pick<ConversationStore, 'load' | 'subscribe'>;
  /** Whether this tab runs the turn of a reply. */
  isOurs: (replyId: string) => boolean;
  /** The log that is on screen now. */
  shown: () => ChatLog;
  /** What was read; null where this tab knows better. */
  onRead: (read: { chatLog: ChatLog; conversation: Conversation | null } | null) => void;
};

/**
 * Reads a conversation from storage, and again when another tab has written to it or is gone.
 *
 * @returns ends it; nothing that is still being read is passed on then
 */
export function followConversation(
  conversationId: string,
  { store, isOurs, shown, onRead }: FollowOptions,
): () => void {
  let following = true;
  const read = async (): Promise<void> => {
    const before = shown();
    const stored = await store.load(conversationId);
    if (!following) return;
    const { path, branches } = shown();
    // What this tab is writing, it knows better than the storage.
    if ([...path, ...branches].some(({ id }) => isOurs(id))) return onRead(null);
    // What this tab did in the meantime may not be in what was read.
    if (shown() !== before) return read();
    const chatLog = logOf(conversationId, stored);
    onRead({ chatLog, conversation: stored?.conversation ?? null });
    // A tab that goes away announces nothing: its lock does.
    const elsewhere = [...chatLog.path, ...chatLog.branches].find(isRunning);
    if (elsewhere && !isOurs(elsewhere.id)) void whenTurnEnds(elsewhere.id).then(readAgain);
  };
  const readAgain = () => {
    if (following) void read();
  };
  void read();
  const unsubscribe = store.subscribe((change) => {
    if (change.type !== 'changed') return;
    // None is named where any may have changed, as by an import.
    if ((change.conversationId ?? conversationId) === conversationId) readAgain();
  });
  return () => {
    following = false;
    unsubscribe();
  };
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
