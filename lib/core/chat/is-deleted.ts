import type { Conversation } from './chat-log.ts';

/**
 * Whether a conversation was deleted and can still be restored. A message that was sent after it was
 * deleted, in another tab, restores it.
 */
export function isDeleted({
  deletedAt = 0,
  updatedAt,
}: Pick<Conversation, 'deletedAt' | 'updatedAt'>): boolean {
  return deletedAt > 0 && deletedAt >= updatedAt;
}
