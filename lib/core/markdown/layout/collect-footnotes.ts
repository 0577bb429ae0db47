import type { Block, FootnoteBlock, Inline, MarkdownDocument } from '../markdown-tree.ts';

/** A note in the order of its first mark. `uses`: how many marks it has. */
type NumberedNote = { number: number; label: string; uses: number; note: FootnoteBlock };

export type Footnotes = {
  /** In the order of their numbers; while a reply streams, also of marks whose note may still come. */
  labels: readonly string[];
  notes: readonly NumberedNote[];
};

type Found = { marks: readonly string[]; notes: readonly FootnoteBlock[] };

export const NO_FOOTNOTES: Footnotes = { labels: [], notes: [] };

const NOTHING: Found = { marks: [], notes: [] };
const EXPECTED_LABEL = /^\d{1,3}$/;
const foundInGroup = new WeakMap<readonly Block[], Found>();
const foundInBlock = new WeakMap<Block, Found>();

/**
 * Numbers the footnotes of a document as GitHub does: in the order of their first marks, those in notes
 * after those in the text; the first note of a label counts. What the blocks contain is remembered, so the
 * cost of a growing document is that of its new blocks.
 */
export function collectFootnotes(document: MarkdownDocument, streaming: boolean): Footnotes {
  const found = document.map(findInGroup);
  if (!found.some(({ marks }) => marks.length > 0)) return NO_FOOTNOTES;
  const notes = new Map<string, FootnoteBlock>();
  for (const note of found.flatMap((part) => part.notes)) {
    if (!notes.has(note.label)) notes.set(note.label, note);
  }
  const uses = new Map<string, number>();
  const queue = found.flatMap(({ marks }) => marks);
  // Grows while it is read: by the marks in each note that is used.
  for (const label of queue) {
    const note = notes.get(label);
    const isExpected = streaming && EXPECTED_LABEL.test(label);
    if (!note && !isExpected) continue;
    if (note && !uses.has(label)) queue.push(...findIn(note.blocks).marks);
    uses.set(label, (uses.get(label) ?? 0) + 1);
  }
  const labels = [...uses.keys()];
  return {
    labels,
    notes: labels.flatMap((label, index) => {
      const note = notes.get(label);
      return note ? [{ number: index + 1, label, uses: uses.get(label) ?? 0, note }] : [];
    }),
  };
}

function findInGroup(group: readonly Block[]): Found {
  const known = foundInGroup.get(group);
  if (known) return known;
  const found = findIn(group);
  foundInGroup.set(group, found);
  return found;
}

function findIn(blocks: readonly Block[]): Found {
  const parts = blocks.map(findInBlock).filter((part) => part !== NOTHING);
  if (parts.length === 0) return NOTHING;
  return { marks: parts.flatMap(({ marks }) => marks), notes: parts.flatMap(({ notes }) => notes) };
}

function findInBlock(block: Block): Found {
  const known = foundInBlock.get(block);
  if (known) return known;
  const found = search(block);
  foundInBlock.set(block, found);
  return found;
}

function search(block: Block): Found {
  switch (block.type) {
    case 'footnote':
      return { marks: [], notes: [block] };
    case 'paragraph':
      return marksIn([block.children, ...(block.more ?? [])]);
    case 'heading':
    case 'summary':
      return marksIn([block.children]);
    case 'quote':
      return findIn(block.blocks);
    case 'list':
      return findIn(block.items.flatMap((group) => group.flatMap((item) => item.blocks)));
    case 'table':
      return marksIn([block.header, ...block.rows.flat()].flat());
    default:
      return NOTHING;
  }
}

function marksIn(parts: readonly (readonly Inline[])[]): Found {
  const marks: string[] = [];
  const visit = (inlines: readonly Inline[]) => {
    for (const inline of inlines) {
      if (typeof inline === 'string') continue;
      if (inline.type === 'footnote') marks.push(inline.label);
      else if ('children' in inline) visit(inline.children);
    }
  };
  for (const part of parts) visit(part);
  return marks.length === 0 ? NOTHING : { marks, notes: [] };
}
