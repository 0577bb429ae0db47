import { characterStart, createOffsetReader, foldCase } from './fold-case.ts';
import { type FoldedText, offsetInLongText } from './folded-text.ts';
import type { SearchQuery } from './search-query.ts';

/** A piece of text, and whether it is a match. */
export type MarkedPart = { text: string; isMatch: boolean };

/** How much of a text is shown before and after its first match, in UTF-16 units. */
const BEFORE = 40;
const AFTER = 160;

/** The part of a text around its best match, in one line, with all matches in it marked. */
export function snippetOf(found: FoldedText, query: SearchQuery): MarkedPart[] {
  const { text, folded } = found;
  const first = offsetInLongText(found, firstMatch(folded, query));
  const start = first <= BEFORE ? 0 : wordStart(text, first);
  const end = characterStart(text, Math.min(first + AFTER, text.length));
  const shown = text.slice(start, end).replace(/\s+/g, ' ').trim();
  const parts = markMatches(shown, query);
  if (start > 0) parts.unshift({ text: '…', isMatch: false });
  if (end < text.length) parts.push({ text: '…', isMatch: false });
  return parts;
}

/** A whole text, with the matches in it marked. */
export function markMatches(text: string, query: SearchQuery): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let shownTo = 0;
  const add = (end: number, isMatch: boolean) => {
    if (end > shownTo) parts.push({ text: text.slice(shownTo, end), isMatch });
    shownTo = Math.max(shownTo, end);
  };
  const offsetAt = createOffsetReader(text);
  for (const [start, end] of matchesIn(foldCase(text), query)) {
    add(offsetAt(start), false);
    // A character that is folded to several, such as ß, is marked whole.
    const last = offsetAt(end - 1);
    add(last + ([...text.slice(last, last + 2)][0]?.length ?? 0), true);
  }
  add(text.length, false);
  return parts;
}

/** The matches in a folded text, in order and without overlap, as offsets. */
export function matchesIn(
  folded: string,
  { words, phrase }: SearchQuery,
): [start: number, end: number][] {
  const sought = folded.includes(phrase) ? [phrase] : words;
  const found: [number, number][] = [];
  for (const word of sought)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      found.push([at, at + word.length]);
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let reached = 0;
  return found.flatMap(([start, end]) => {
    const from = Math.max(start, reached);
    if (end <= from) return [];
    reached = end;
    return [[from, end]];
  });
}

function firstMatch(folded: string, { words, phrase }: SearchQuery): number {
  const at = folded.indexOf(phrase);
  if (at >= 0) return at;
  return Math.max(0, Math.min(...words.map((word) => folded.indexOf(word))));
}

/** A little before the match, where a word begins if one does. */
function wordStart(text: string, match: number): number {
  const earliest = characterStart(text, match - BEFORE);
  const space = text.slice(earliest, match).search(/\s/);
  return space < 0 ? earliest : earliest + space + 1;
}
