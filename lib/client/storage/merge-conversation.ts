import type { Conversation } from '#lib/core/chat-log.ts';

/**
 * A conversation's record after two tabs wrote it, merged field by field and without asking a clock who
 * was last. `base` is what the writer had before its change: a field that equals it was not changed and
 * stays as stored. Without a base the written value counts, unless it is null.
 *
 * - `title`, `renamed`: a name given by the visitor is never replaced by a made one, nor by an empty one.
 * - `createdAt`: the smaller; `updatedAt`: the larger.
 */
export function mergeConversation(
  stored: Conversation,
  written: Conversation,
  base: Conversation | null,
): Conversation {
  return {
    id: stored.id,
    ...mergeTitle(stored, written, base),
    model: mergeField(stored.model, written.model, base && { value: base.model }),
    leafId: mergeField(stored.leafId, written.leafId, base && { value: base.leafId }),
    createdAt: Math.min(stored.createdAt, written.createdAt),
    updatedAt: Math.max(stored.updatedAt, written.updatedAt),
  };
}

function mergeTitle(
  stored: Conversation,
  written: Conversation,
  base: Conversation | null,
): Pick<Conversation, 'title' | 'renamed'> {
  const isUnchanged = base?.title === written.title && base.renamed === written.renamed;
  const isLesser = stored.renamed && !written.renamed;
  const kept = isUnchanged || isLesser || written.title === '' ? stored : written;
  return { title: kept.title, renamed: kept.renamed };
}

function mergeField<T>(stored: T, written: T, base: { value: T } | null): T {
  if (!base) return written ?? stored;
  return written === base.value ? stored : written;
}
