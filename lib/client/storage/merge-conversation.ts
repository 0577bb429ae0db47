import type { Conversation } from '#lib/core/chat/chat-log.ts';
import { areSameSettings } from '#lib/core/chat/conversation-settings.ts';

/** Enough for every part of a page that keeps its own copy of a conversation. */
const MAX_VERSIONS = 8;

/** Optional fields; absent until first set. */
const MARKS = ['pinned', 'archived', 'deletedAt'] as const;

/**
 * Merges two tabs' versions of a conversation field by field, without relying on a clock. `base` is the
 * version the writer started from: a field equal to it is unchanged and stays as stored. Without a base
 * every field counts as changed; null never replaces a value.
 *
 * - `title`, `renamed`: an automatic or empty title never replaces one the visitor chose.
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
    ...mergeMarks(stored, written, base),
    ...mergeSettings(stored, written, base),
  };
}

/**
 * The version that a written one was based on: the one it differs from least, or the later of two
 * equally close. Several parts of a page change their own copies of a conversation: compared to the
 * newest version, an old title in such a copy would look like a new one.
 */
export function baseOf(
  written: Conversation,
  versions: readonly Conversation[],
): Conversation | null {
  let best: { version: Conversation; distance: number } | null = null;
  for (const version of versions) {
    // A write always changes something. One equal to an old version restores an old title.
    const distance = differences(version, written) || Number.POSITIVE_INFINITY;
    if (!best || distance <= best.distance) best = { version, distance };
  }
  return best?.version ?? null;
}

/** Appends a version, removing an equal earlier one. */
export function withVersion(
  versions: readonly Conversation[],
  version: Conversation,
): Conversation[] {
  const others = versions.filter((other) => differences(other, version) > 0);
  return [...others, version].slice(-MAX_VERSIONS);
}

function differences(a: Conversation, b: Conversation): number {
  const fields = ['title', 'renamed', 'model', 'leafId', 'updatedAt', ...MARKS] as const;
  const changed = fields.filter((field) => a[field] !== b[field]).length;
  return changed + (areSameSettings(a.settings, b.settings) ? 0 : 1);
}

function mergeTitle(
  stored: Conversation,
  written: Conversation,
  base: Conversation | null,
): Pick<Conversation, 'title' | 'renamed'> {
  const isUnchanged = base?.title === written.title && base.renamed === written.renamed;
  const losesTitle = stored.renamed && !written.renamed;
  const kept = isUnchanged || losesTitle || written.title === '' ? stored : written;
  return { title: kept.title, renamed: kept.renamed };
}

function mergeMarks(
  stored: Conversation,
  written: Conversation,
  base: Conversation | null,
): Pick<Conversation, (typeof MARKS)[number]> {
  const merged = MARKS.map((name) => [name, mergeField(stored[name], written[name], base?.[name])]);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

/** As a whole: instructions and limits of two tabs may not fit together. */
function mergeSettings(
  stored: Conversation,
  written: Conversation,
  base: Conversation | null,
): Pick<Conversation, 'settings'> {
  const isUnchanged = base !== null && areSameSettings(written.settings, base.settings);
  const settings = isUnchanged ? stored.settings : (written.settings ?? stored.settings);
  return settings === undefined ? {} : { settings };
}

function mergeField<T>(stored: T, written: T, base: T | undefined): T {
  return written === base ? stored : (written ?? stored);
}
