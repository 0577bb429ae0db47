import type { Token } from 'marked';
import type { Source } from '../../chat/reply-extras.ts';
import { isRecord } from '../../json/is-record.ts';
import { MAX_TEXT_LENGTH } from '../advance-markdown.ts';
import { buildBlocks } from '../blocks/build-blocks.ts';
import { lexReply } from '../lexer/reply-lexer.ts';
import { addDefinitions, type LinkDefinitions, NO_DEFINITIONS } from '../links/link-definitions.ts';
import { citationMark, withoutMarks } from './citation-marks.ts';
import { numberSources } from './number-sources.ts';

/** A mark to insert at a position of the text. */
type Mark = { at: number; number: number };

/** A longer block gets no marks. */
const MAX_BLOCK_LENGTH = 20_000;
/** How often a block is read to find the marks that it can hold. */
const MAX_READINGS = 8;
/** Nothing in these blocks can be cited. */
const WITHOUT_MARKS: ReadonlySet<string> = new Set(['code', 'html', 'hr', 'space', 'def']);

/** Parts whose text is drawn as it is. */
const KEEPS_MARKS: ReadonlySet<unknown> = new Set(['code', 'link', 'literal']);

/** Scripts that write no space between words, so that any position is between two. */
const WORD =
  /(?!\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Thai}|\p{sc=Lao}|\p{sc=Khmr}|\p{sc=Mymr})[\p{L}\p{N}]$/u;
const FLAG_HALF = /^\p{RI}$/u;
/** What belongs to the character before it. */
const JOINED = /^(?:\p{M}|\u200d|\p{Emoji_Modifier}|[\udc00-\udfff])/u;

/**
 * The text of a finished reply with a mark (see `citationMark`) after each passage that has a source.
 * Marks are the only difference: where one would change how anything else is read (within code, an
 * address, a word, a character), it is left out. Line breaks become `\n`. A passage that the model ended
 * with a Markdown link to the source is cited already. Takes time linear in the text.
 */
export function citeSources(text: string, sources: readonly Source[]): string {
  if (text.length > MAX_TEXT_LENGTH || !sources.some(({ end }) => end !== undefined)) return text;
  const marks = marksOf(text, sources);
  if (marks.length === 0) return text;
  const source = text.replace(/\r\n?/g, '\n');
  if (source.length < text.length) skipReturns(marks, text);
  const { tokens } = lexReply(source, NO_DEFINITIONS, false);
  // marked gives an item without text another ending than it was written with.
  if (tokens.map(({ raw }) => raw).join('') !== source) return text;
  const cited = citeBlocks(tokens, marks, addDefinitions(NO_DEFINITIONS, tokens));
  return readsAlike(tokens, lexReply(cited, NO_DEFINITIONS, false).tokens) ? cited : text;
}

/** Where marks may go, in order, each number once per position. */
function marksOf(text: string, sources: readonly Source[]): Mark[] {
  const numbers = new Map(numberSources(sources).map(({ url, number }) => [url, number]));
  const marks = new Map<string, Mark>();
  for (const { url, start = 0, end } of sources) {
    if (end === undefined || end > text.length || start >= end) continue;
    const passage = text.slice(start, end).trimEnd();
    const at = start + passage.length;
    const number = numbers.get(url) ?? 0;
    const isLink = passage.endsWith(`(${url})`) || passage.endsWith(`(${url}))`);
    if (passage === '' || isLink || !isBetweenWords(text, at)) continue;
    marks.set(`${at} ${number}`, { at, number });
  }
  return [...marks.values()].sort(byPlace);
}

function byPlace(a: Mark, b: Mark): number {
  return a.at - b.at || a.number - b.number;
}

function isBetweenWords(text: string, at: number): boolean {
  const after = text.slice(at, at + 2);
  if (JOINED.test(after)) return false;
  const before = text.slice(Math.max(0, at - 2), at);
  if (before.endsWith('\u200d') || (FLAG_HALF.test(before) && FLAG_HALF.test(after))) return false;
  const [next = ''] = after;
  return !(WORD.test(before) && WORD.test(next));
}

/** Moves positions in a text to where they are once each of its line breaks is one character. */
function skipReturns(marks: readonly Mark[], text: string): void {
  let skipped = 0;
  let position = 0;
  for (const mark of marks) {
    for (; position < mark.at; position += 1) {
      if (text[position] === '\r' && text[position + 1] === '\n') skipped += 1;
    }
    mark.at -= skipped;
  }
}

function citeBlocks(
  tokens: readonly Token[],
  marks: readonly Mark[],
  definitions: LinkDefinitions,
): string {
  let cited = '';
  let start = 0;
  let next = 0;
  for (const { type, raw } of tokens) {
    const end = start + raw.length;
    const own: Mark[] = [];
    for (let mark = marks[next]; mark && mark.at <= end; mark = marks[next]) {
      own.push({ ...mark, at: mark.at - start });
      next += 1;
    }
    const canHold = own.length > 0 && raw.length <= MAX_BLOCK_LENGTH && !WITHOUT_MARKS.has(type);
    cited += canHold ? citeBlock(raw, own, definitions) : raw;
    start = end;
  }
  return cited;
}

/** A block with those of the marks that it can hold. */
function citeBlock(raw: string, marks: readonly Mark[], definitions: LinkDefinitions): string {
  const read = (text: string) => lexReply(text, definitions, false).tokens;
  const plain = read(raw);
  let kept: readonly Mark[] = [];
  // Large groups first: where a mark does not fit, most of the others do.
  const groups: (readonly Mark[])[] = [marks];
  for (let readings = 0; readings < MAX_READINGS; readings += 1) {
    const group = groups.shift();
    if (!group) break;
    const all = [...kept, ...group].sort(byPlace);
    if (readsAlike(plain, read(insertMarks(raw, all)))) {
      kept = all;
    } else if (group.length > 1) {
      const half = Math.ceil(group.length / 2);
      groups.push(group.slice(0, half), group.slice(half));
    }
  }
  return insertMarks(raw, kept);
}

/** `marks` are in order. */
function insertMarks(raw: string, marks: readonly Mark[]): string {
  let text = '';
  let end = 0;
  for (const { at, number } of marks) {
    text += raw.slice(end, at) + citationMark(number);
    end = at;
  }
  return text + raw.slice(end);
}

/** Whether two texts are drawn alike but for the marks of sources. */
function readsAlike(one: readonly Token[], other: readonly Token[]): boolean {
  return outlineOf(buildBlocks(one)) === outlineOf(buildBlocks(other));
}

/** All that is drawn but the marks; in code and in links, they are no marks. */
function outlineOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (isRecord(part) && KEEPS_MARKS.has(part['type'])) return JSON.stringify(part);
    if (!Array.isArray(part)) return part;
    const rest = part.map((item) => (typeof item === 'string' ? withoutMarks(item) : item));
    return rest.filter((item) => item !== '');
  });
}
