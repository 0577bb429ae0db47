'use client';

export type DeleteAllProps = {
  count: number;
  /** How many records could not be read. */
  unreadable: number;
  onKeep: () => void;
  onDelete: () => Promise<void>;
};

/** The question before everything goes, with the number of what goes. */
export function DeleteAll({ count, unreadable, onKeep, onDelete }: DeleteAllProps) {
  const many = count === 1 ? 'the conversation' : `all ${count.toLocaleString('en')} conversations`;
  const what = [
    ...(count > 0 ? [many, 'unsent drafts'] : []),
    ...(unreadable > 0 ? ['what could not be read'] : []),
  ];
  return (
    <section
      ref={bringIntoView}
      aria-label="Delete all conversations?"
      className="tone-problem mt-2 scroll-mb-4 rounded-xl border border-tone-line bg-tone-tint p-3"
    >
      <p className="text-tone-text">
        This deletes from this browser: {LIST.format(what)}. They are kept nowhere else, so they
        cannot be brought back.
      </p>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <button
          // biome-ignore lint/a11y/noAutofocus: the button that was pressed is gone, and this is the answer that does no harm.
          autoFocus
          type="button"
          className="btn-quiet"
          onClick={onKeep}
        >
          {count === 1 ? 'Keep it' : 'Keep them'}
        </button>
        <button type="button" className="btn-line tone-problem text-tone-text" onClick={onDelete}>
          {deleteWords(count)}
        </button>
      </div>
    </section>
  );
}

const LIST = new Intl.ListFormat('en');

function deleteWords(count: number): string {
  if (count === 0) return 'Delete what is left';
  return count === 1 ? 'Delete it' : `Delete ${count.toLocaleString('en')} conversations`;
}

/** The focus brings only the button into view, and the question stands above it. */
function bringIntoView(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: 'nearest' });
}
