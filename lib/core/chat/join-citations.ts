import { findMarks, type Mark } from '../markdown/citations/citation-marks.ts';
import { findCode } from '../markdown/citations/code-ranges.ts';
import { addExtra } from './add-extra.ts';
import type { Source } from './reply-extras.ts';

/** A reply, or a part of one. */
type CitingText = { text: string; sources?: readonly Source[] | undefined };

/** Hides a number until it is known which page it means: no reader sees it, and it is no mark. */
const WORD_JOINER = '\u2060';

type Edit = { end: number; added: number };

/**
 * A reply and its continuation, whose marks (`[1]`) are about a list of its own. They get the numbers that
 * the pages have in the joined list: those they had in the first part, or the first free ones. Marks in code
 * stay, as do numbers that the continuation's list doesn't have, which the model can only have from the first
 * part. Until that list has arrived, a number of the first part's stands for no page.
 *
 * @param part the continuation, with places counted from the start of the whole
 * @param isOver whether nothing more can arrive
 */
export function joinCitations(before: CitingText, part: CitingText, isOver: boolean): CitingText {
  const { sources: known = [] } = before;
  const { sources: cited = [] } = part;
  const text = before.text + part.text;
  const from = before.text.length;
  const owned = new Set(known.flatMap(({ number }) => number ?? []));
  if (owned.size === 0) return { text, sources: withAdded(before.sources, cited) };
  const marks = findMarks(text);
  const listed = new Set(cited.flatMap(({ number }) => number ?? []));
  const others = marks.filter((mark) => mark.start < from || !listed.has(mark.number));
  const taken = new Set([...owned, ...others.map(({ number }) => number)]);
  const renumbered = renumber({ known, cited, taken });
  const isPending = !isOver && renumbered.size === 0;
  const { joined, edits } = rewrite(text, marksInText(text, marks, from), ({ number }) => {
    if (isPending && owned.has(number)) return WORD_JOINER;
    return renumbered.get(number) ?? number;
  });
  const moved = cited.map((source) => withPlace(withNumber(source, renumbered), edits));
  return { text: joined, sources: withAdded(before.sources, moved) };
}

function withAdded(before: CitingText['sources'], added: readonly Source[]): CitingText['sources'] {
  return added.length === 0
    ? before
    : addExtra({ sources: before }, { type: 'sources', sources: [...added] }).sources;
}

type Numbering = {
  known: readonly Source[];
  cited: readonly Source[];
  /** Numbers that no other page may get, because the text has them. */
  taken: Set<number>;
};

/** The joined list's number for each of the continuation's. */
function renumber({ known, cited, taken }: Numbering): Map<number, number> {
  const numbers = new Map<string, number>();
  for (const { url, number } of known) {
    if (number !== undefined) numbers.set(url, Math.min(number, numbers.get(url) ?? number));
  }
  const renumbered = new Map<number, number>();
  let next = Math.max(0, ...known.map(({ number = 0 }) => number)) + 1;
  for (const { url, number } of cited) {
    if (number === undefined || renumbered.has(number)) continue;
    while (taken.has(next)) next += 1;
    const joined = numbers.get(url) ?? (taken.has(number) ? next : number);
    numbers.set(url, joined);
    taken.add(joined);
    renumbered.set(number, joined);
  }
  return renumbered;
}

function withNumber(source: Source, renumbered: ReadonlyMap<number, number>): Source {
  const number = source.number === undefined ? undefined : renumbered.get(source.number);
  return number === undefined ? source : { ...source, number };
}

/** The marks from a place on that are not in code. */
function marksInText(text: string, marks: readonly Mark[], from: number): Mark[] {
  const code = findCode(text);
  let at = 0;
  return marks.filter((mark) => {
    while ((code[at]?.end ?? Number.POSITIVE_INFINITY) <= mark.start) at += 1;
    return mark.start >= from && (code[at]?.start ?? Number.POSITIVE_INFINITY) >= mark.end;
  });
}

type Rewritten = { joined: string; edits: readonly Edit[] };

/** Writes another number into marks, or a character behind it. */
function rewrite(
  text: string,
  marks: readonly Mark[],
  numberOf: (mark: Mark) => number | string,
): Rewritten {
  const edits: Edit[] = [];
  let joined = '';
  let at = 0;
  for (const mark of marks) {
    const number = numberOf(mark);
    if (number === mark.number) continue;
    const written = text.slice(mark.start, mark.end);
    const changed = written.replace(/\d{1,3}/, (digits) =>
      typeof number === 'string' ? digits + number : String(number),
    );
    joined += text.slice(at, mark.start) + changed;
    at = mark.end;
    edits.push({ end: mark.end, added: changed.length - written.length });
  }
  return { joined: joined + text.slice(at), edits };
}

/** Where a place is after the edits. */
function withPlace(source: Source, edits: readonly Edit[]): Source {
  const moved = (place: number) => {
    let sum = place;
    for (const { end, added } of edits) {
      if (end > place) break;
      sum += added;
    }
    return sum;
  };
  const { start, end } = source;
  return {
    ...source,
    ...(start !== undefined && { start: moved(start) }),
    ...(end !== undefined && { end: moved(end) }),
  };
}
