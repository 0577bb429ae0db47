import { codeLanguageName } from '#lib/core/markdown/code/code-languages.ts';
import { createOffsetReader, foldCase } from '#lib/core/search/fold-case.ts';
import { matchesIn } from '#lib/core/search/mark-matches.ts';
import type { SearchQuery } from '#lib/core/search/search-query.ts';

/** More marks than anyone looks at. */
const MAX_MARKS = 200;
/** A word can be split between elements (by colors, emphasis, a place to break), but not between these. */
const INLINE = new Set('A B BDI CODE DEL EM I KBD MARK S SPAN STRONG SUB SUP WBR'.split(' '));
/** So much of a block is looked through at once. */
const MAX_BLOCK_LENGTH = 65_536;
/** What the page says itself. */
const OWN_WORDS = 'button:not([aria-haspopup]), time';
/** What is not shown as it is written: the language of code, the address of a link. */
const WRITTEN = 'figcaption > span, a[href]';

/** The matches in a message as the page shows it; else what stands for what was found. */
export function findMarks(message: HTMLElement, query: SearchQuery): Range[] {
  const ranges: Range[] = [];
  for (const nodes of blocksOf(message)) {
    if (ranges.length >= MAX_MARKS) return ranges;
    addMatches(nodes, query, ranges);
  }
  if (ranges.length > 0) return ranges;
  const written = Array.from(message.querySelectorAll(WRITTEN)).filter((element) =>
    matchesWritten(element, query),
  );
  // Else it can only be in a file.
  const found = written.length > 0 ? written : Array.from(message.querySelectorAll('ul bdi'));
  return found.slice(0, MAX_MARKS).map(rangeOver);
}

/** The texts of each block, in order. */
function* blocksOf(message: HTMLElement): Generator<Text[]> {
  const walker = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
  let nodes: Text[] = [];
  let block: Element | null = null;
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node;
    if (!(node instanceof Text) || !parentElement || parentElement.closest(OWN_WORDS)) continue;
    const own = blockOf(parentElement);
    if (nodes.length > 0 && (own !== block || length > MAX_BLOCK_LENGTH)) {
      yield nodes;
      nodes = [];
      length = 0;
    }
    block = own;
    length += node.length;
    nodes.push(node);
  }
  if (nodes.length > 0) yield nodes;
}

function blockOf(element: Element): Element {
  let block = element;
  while (INLINE.has(block.tagName) && block.parentElement) block = block.parentElement;
  return block;
}

function addMatches(nodes: readonly Text[], query: SearchQuery, ranges: Range[]): void {
  const text = nodes.map(({ data }) => data).join('');
  const offsetAt = createOffsetReader(text);
  let at = 0;
  let start = 0;
  /** The node and the offset in it. Offsets only grow. */
  const placeOf = (offset: number): [Text, number] | null => {
    for (let node = nodes[at]; node; node = nodes[at]) {
      if (offset < start + node.length) return [node, offset - start];
      start += node.length;
      at += 1;
    }
    return null;
  };
  for (const [from, to] of matchesIn(foldCase(text), query)) {
    if (ranges.length >= MAX_MARKS) return;
    const first = placeOf(offsetAt(from));
    // The last character and not the end, which can be in a node of its own.
    const last = placeOf(offsetAt(to - 1));
    if (!first || !last) return;
    const range = new Range();
    range.setStart(...first);
    range.setEnd(last[0], Math.min(last[1] + 1, last[0].length));
    ranges.push(range);
  }
}

function matchesWritten(element: Element, { words }: SearchQuery): boolean {
  const href = element.getAttribute('href');
  if (href === null) return words.some((word) => codeLanguageName(word) === element.textContent);
  const folded = foldCase(href.slice(0, MAX_BLOCK_LENGTH));
  return words.some((word) => folded.includes(word));
}

function rangeOver(element: Element): Range {
  const range = new Range();
  range.selectNodeContents(element);
  return range;
}
