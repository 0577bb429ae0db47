'use client';

import { formatList } from '#lib/core/text/english-words.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';

type DeleteAllProps = {
  count: number;
  /** How many records couldn't be read. */
  unreadable: number;
  /** What is kept besides, in words. */
  saved: readonly string[];
  onKeep: () => void;
  onDelete: () => Promise<void>;
};

/** Asks for confirmation before everything is deleted, and says how much will be deleted. */
export function DeleteAll({ count, unreadable, saved, onKeep, onDelete }: DeleteAllProps) {
  const conversations =
    count === 1 ? 'the conversation' : `all ${formatCount(count)} conversations`;
  const parts = [
    ...(count > 0 ? [conversations, 'unsent drafts'] : []),
    ...(unreadable > 0 ? ['unreadable records'] : []),
    ...saved,
  ];
  return (
    <section
      ref={bringIntoView}
      aria-label="Delete all conversations?"
      className="tone-problem mt-2 scroll-mb-4 rounded-xl border border-tone-line bg-tone-tint p-3"
    >
      <p className="text-tone-text">
        This deletes {formatList(parts)} from this browser. There is no other copy, so this can't be
        undone.
      </p>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <button
          // biome-ignore lint/a11y/noAutofocus: the pressed button is gone, and this is the safe choice.
          autoFocus
          type="button"
          className="btn-quiet"
          onClick={onKeep}
        >
          {count === 1 ? 'Keep it' : 'Keep them'}
        </button>
        <button type="button" className="btn-line tone-problem text-tone-text" onClick={onDelete}>
          {deleteMessage(count)}
        </button>
      </div>
    </section>
  );
}

function deleteMessage(count: number): string {
  if (count === 0) return 'Delete them';
  return count === 1 ? 'Delete it' : `Delete ${formatCount(count)} conversations`;
}

/** The focus only brings the button into view, but the question is above it. */
function bringIntoView(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: 'nearest' });
}
