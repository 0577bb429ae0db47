import type { Conversation } from '#lib/core/chat/chat-log.ts';

/** Enough for every part of a page that holds its own copy of a conversation. */
const MAX_VERSIONS = 8;

/**
 * A conversation's record after two tabs wrote it, merged field by field and without asking a clock who
 * was last. `base` is what the writer had before its change: a field that equals it was not changed and
 * stays as stored. Without a base every field counts as changed; null never replaces a value.
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
    model: mergeField(stored.model, written.model, base?.model),
    leafId: mergeField(stored.leafId, written.leafId, base?.leafId),
    createdAt: Math.min(stored.createdAt, written.createdAt),
    updatedAt: Math.max(stored.updatedAt, written.updatedAt),
  };
}

/**
 * The version that a written one was made from: of those given out, the one it differs from least, and
 * the later of two alike. Several parts of a page hold a conversation, and each changes its own copy:
 * measured against the newest version, an old title in such a copy would look like a new name.
 */
export function baseOf(
  written: Conversation,
  versions: readonly Conversation[],
): Conversation | null {
  let best: { version: Conversation; distance: number } | null = null;
  for (const version of versions) {
    // Nobody writes what they were given; a name that is taken back only looks like that.
    const distance = differences(version, written) || Number.POSITIVE_INFINITY;
    if (!best || distance <= best.distance) best = { version, distance };
  }
  return best?.version ?? null;
}

/** The versions with one more, the latest last; an equal one from before is replaced. */
export function withVersion(
  versions: readonly Conversation[],
  version: Conversation,
): Conversation[] {
  const others = versions.filter((other) => differences(other, version) > 0);
  return [...others, version].slice(-MAX_VERSIONS);
}

function differences(a: Conversation, b: Conversation): number {
  const fields = ['title', 'renamed', 'model', 'leafId', 'updatedAt'] as const;
  return fields.filter((field) => a[field] !== b[field]).length;
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

function mergeField<T>(stored: T, written: T, base: T | undefined): T {
  return written === base ? stored : (written ?? stored);
}
