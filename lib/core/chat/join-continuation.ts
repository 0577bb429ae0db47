import { findOpenFence } from './find-open-fence.ts';

/** Joins what a model goes on with to the text that was there before. */
type ContinuationJoin = {
  /** Takes the next piece; returns what is to be appended now, nothing while that is undecided. */
  push: (piece: string) => string;
  /** The continuation ended; returns what was held back. */
  end: () => string;
};

/** A model that begins anew repeats a few paragraphs; more than that is not looked at. */
const LONGEST_OVERLAP = 2000;
/** With room for white space and the line of a code block before it. */
const HELD_AT_MOST = 2200;
const SHORTEST_OVERLAP = 12;
const SHORTEST_LINE = 5;

const WORD = /[\p{L}\p{N}\p{M}_]/u;
const WORDS = /[\p{L}\p{N}]/gu;
/** Scripts that write without spaces: each character may begin a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** What belongs to the character before it: marks, joiners, skin tones, the second half of a pair. */
const JOINED = /^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\udc00-\udfff])/u;

/**
 * Starts to join a continuation to `before`. Models that are asked to go on often repeat the last
 * words, or open the code block again; that is taken away from the continuation. `before` is never
 * changed, and where nothing is repeated the continuation comes through as it is.
 *
 * What counts as repeated is an end of `before`, word for word and from the start of a word: 12
 * characters of which 6 are letters or digits, or the whole of a line that was not ended, from 5
 * characters on. White space that the model puts before it goes with it. A text that repeats itself at
 * its end (a refrain, a ruler) may well go on to, so there nothing is taken away.
 *
 * A code block counts as opened again when `before` ends within one and the continuation begins with
 * the same marker and language: without a language that line would close the block.
 */
export function joinContinuation(before: string): ContinuationJoin {
  const overlaps = possibleOverlaps(before);
  const fence = reopeningOf(before);
  let held = '';
  let decided = overlaps.length === 0 && fence === null;

  /** How much of `held` is repetition; null while more of it has to be seen. */
  const repeatedIn = (ended: boolean): number | null => {
    const lead = leadingSpace(held);
    const direct = matchOverlap(held.slice(lead), overlaps, before, ended);
    if (direct === null) return null;
    if (direct > 0) return lead + direct;
    const opened = fence === null ? 0 : matchFence(held.slice(lead), fence, ended);
    if (!opened) return opened;
    const within = held.slice(lead + opened);
    const indent = leadingSpace(within);
    const repeated = matchOverlap(within.slice(indent), overlaps, before, ended);
    if (repeated === null) return null;
    return lead + opened + (repeated > 0 ? indent + repeated : 0);
  };

  const release = (ended: boolean): string => {
    const repeated = repeatedIn(ended);
    if (repeated === null) return '';
    decided = true;
    const rest = held.slice(repeated);
    held = '';
    return rest;
  };

  return {
    push(piece) {
      if (decided) return piece;
      held += piece;
      return release(held.length > HELD_AT_MOST);
    },
    end: () => (decided ? '' : release(true)),
  };
}

/** Every end of `before` whose repetition would be taken for one, the longest first. */
function possibleOverlaps(before: string): string[] {
  const overlaps: string[] = [];
  const lastLine = before.lastIndexOf('\n') + 1;
  const lineStart = lastLine + leadingSpace(before.slice(lastLine));
  for (let at = Math.max(0, before.length - LONGEST_OVERLAP); at < before.length; at += 1) {
    const text = before.slice(at);
    if (!beginsWord(before, at)) continue;
    const isLine = at === lineStart && text.length >= SHORTEST_LINE && hasWords(text, 2);
    if (isLine || (text.length >= SHORTEST_OVERLAP && hasWords(text, 6))) overlaps.push(text);
  }
  return overlaps;
}

function beginsWord(text: string, at: number): boolean {
  const first = text.slice(at, at + 2);
  if (/^\s/.test(first) || JOINED.test(first)) return false;
  const before = text.slice(Math.max(0, at - 2), at);
  if (before.endsWith('\u200d')) return false;
  const [previous = ''] = Array.from(before).slice(-1);
  const [next = ''] = Array.from(first);
  const withinWord = WORD.test(previous) && WORD.test(next);
  return !withinWord || UNSPACED.test(next);
}

function hasWords(text: string, characters: number): boolean {
  let found = 0;
  for (const _ of text.matchAll(WORDS)) {
    found += 1;
    if (found === characters) return true;
  }
  return false;
}

/** The length of the longest overlap that `text` begins with; null while a longer one may come. */
function matchOverlap(
  text: string,
  overlaps: readonly string[],
  before: string,
  ended: boolean,
): number | null {
  const mayGrow = overlaps.some((known) => known.length > text.length && known.startsWith(text));
  if (mayGrow && !ended) return null;
  const longest = overlaps.find((known) => text.startsWith(known));
  return longest === undefined || repeatsItself(before, longest) ? 0 : longest.length;
}

/** Whether the end of a text is there once more right before it, or is a repetition in itself. */
function repeatsItself(text: string, ending: string): boolean {
  // Only what stands right before it: `lastIndexOf` through a megabyte took up to 160 ms.
  if (text.slice(-2 * ending.length, -1).includes(ending)) return true;
  for (let period = 1; period <= ending.length / 2; period += 1) {
    if (ending.startsWith(ending.slice(period))) return true;
  }
  return false;
}

/** The line by which a model would open the block again that `before` ends within. */
function reopeningOf(before: string): string | null {
  const { marker, language } = findOpenFence(before) ?? {};
  return marker !== undefined && language ? marker + language : null;
}

/** The length of the line that opens the block again, 0 when there is none; null while it may come. */
function matchFence(text: string, fence: string, ended: boolean): number | null {
  if (!text.startsWith(fence)) return fence.startsWith(text) && !ended ? null : 0;
  const after = text.slice(fence.length);
  const [line] = /^(?:[ \t][^\n]*)?\r?\n/.exec(after) ?? [];
  if (line !== undefined) return fence.length + line.length;
  return /^(?:[ \t][^\n]*)?\r?$/.test(after) && !ended ? null : 0;
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}
