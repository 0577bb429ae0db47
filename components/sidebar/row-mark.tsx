/** What a conversation that is not shown has to say. */
export type RowState = 'running' | 'done' | 'failed';

const MARKS = {
  running: { words: 'Replying', look: 'border-2 border-accent' },
  done: { words: 'New reply', look: 'bg-accent' },
  failed: { words: 'Failed', look: 'font-bold' },
} as const satisfies Record<RowState, { words: string; look: string }>;

/** A quiet sign beside the title: a ring, a dot or an exclamation mark. */
export function RowMark({ state }: { state: RowState }) {
  const { words, look } = MARKS[state];
  return (
    <span
      title={words}
      className="tone-problem flex size-4 shrink-0 items-center justify-center text-tone-text"
    >
      <span aria-hidden className={`min-h-2 min-w-2 rounded-full ${look}`}>
        {state === 'failed' && '!'}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
