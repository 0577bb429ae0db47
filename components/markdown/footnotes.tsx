import { createContext, type ReactNode, useContext } from 'react';
import type { Footnotes } from '#lib/core/markdown/layout/collect-footnotes.ts';
import type { Block, FootnoteBlock } from '#lib/core/markdown/markdown-tree.ts';
import { heldPlace } from '../chat/held-place.ts';
import { renderParts } from './render-parts.ts';

/** The footnotes of the reply that is drawn. */
type NumberedFootnotes = {
  numbers: ReadonlyMap<string, number>;
  /** By number. */
  notes: ReadonlyMap<number, FootnoteBlock>;
};

export const FootnotesContext = createContext<NumberedFootnotes>(numberFootnotes([], []));

/** What marks and unused notes look up. */
export function numberFootnotes(
  labels: Footnotes['labels'],
  notes: Footnotes['notes'],
): NumberedFootnotes {
  return {
    numbers: new Map(labels.map((label, index) => [label, index + 1])),
    notes: new Map(notes.map(({ number, note }) => [number, note])),
  };
}

/** The number of a footnote, which leads to its note; its mark as text if there is no such note. */
export function FootnoteMark({ label, mark }: { label: string; mark: string }) {
  const { numbers, notes } = useContext(FootnotesContext);
  const number = numbers.get(label);
  if (number === undefined) return mark;
  if (!notes.has(number)) return <sup>{number}</sup>;
  return (
    <sup>
      <button
        type="button"
        className="footnote-mark"
        aria-label={`Note ${number}`}
        data-footnote={number}
        onClick={({ currentTarget }) => reveal(currentTarget, `[data-note="${number}"]`, 0)}
      >
        {number}
      </button>
    </sup>
  );
}

type RenderBlocks = (blocks: readonly Block[]) => ReactNode;
type FootnoteListProps = Pick<Footnotes, 'notes'> & { renderBlocks: RenderBlocks };

/** The notes of a reply, each with a way back to its marks. */
export function FootnoteList({ notes, renderBlocks }: FootnoteListProps) {
  if (notes.length === 0) return null;
  return (
    <ol className="footnotes" aria-label="Notes" start={notes[0]?.number}>
      {notes.map(({ number, label, uses, note }) => (
        <li key={label} value={number} data-note={number} tabIndex={-1}>
          <div className="reply-flow">{renderBlocks(note.blocks)}</div>
          {renderParts(Array.from({ length: Math.min(uses, MAX_WAYS_BACK) }), (_, use) => (
            <button
              key={use}
              type="button"
              className="footnote-mark"
              aria-label={`Back to mark ${use + 1} of note ${number}`}
              onClick={({ currentTarget }) =>
                reveal(currentTarget, `[data-footnote="${number}"]`, use)
              }
            >
              ↩{use > 0 && use + 1}
            </button>
          ))}
        </li>
      ))}
    </ol>
  );
}

const MAX_WAYS_BACK = 9;

/** A note that no mark leads to stays where it was written, so that nothing of a reply is lost. */
export function UnusedFootnote(props: { note: FootnoteBlock; renderBlocks: RenderBlocks }) {
  const { numbers, notes } = useContext(FootnotesContext);
  const number = numbers.get(props.note.label);
  if (number !== undefined && notes.get(number) === props.note) return null;
  return props.renderBlocks(withMark(props.note));
}

function withMark({ mark, blocks }: FootnoteBlock): FootnoteBlock['blocks'] {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') {
    return [{ type: 'paragraph', children: [mark] }, ...blocks];
  }
  return [{ ...first, children: [`${mark} `, ...first.children] }, ...rest];
}

/** Without an address of its own: the page's address belongs to the conversation. */
function reveal(from: HTMLElement, selector: string, index: number): void {
  const target = from.closest('.reply')?.querySelectorAll<HTMLElement>(selector)[index];
  heldPlace.notify();
  for (let at = target?.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  target?.scrollIntoView({ block: 'nearest' });
  target?.focus({ preventScroll: true });
}
