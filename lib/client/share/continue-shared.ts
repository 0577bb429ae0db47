import { adoptShared, type SharedConversation } from '#lib/core/share/shared-conversation.ts';
import { textHash } from '#lib/core/text/text-hash.ts';
import { deferConversationStore } from '../storage/deferred-conversation-store.ts';

/**
 * Stores a shared conversation as one of this browser's own, once however often it is asked for: what
 * was added to it since stays. Resolves to its ID; null if this browser stores nothing.
 */
export async function continueShared(
  shared: SharedConversation,
  fragment: string,
  { store = deferConversationStore(), now = Date.now() } = {},
): Promise<string | null> {
  const adopted = adoptShared(shared, { key: textHash(fragment), now });
  const { conversation, messages } = adopted;
  const archive = await store.archive();
  await archive?.importRecords({ conversations: [conversation], messages });
  const isLost = !archive || store.problem() === 'unavailable' || store.problem() === 'full';
  return isLost ? null : conversation.id;
}
