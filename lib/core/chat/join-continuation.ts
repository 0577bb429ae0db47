import { findOpenFence } from './find-open-fence.ts';

/** Joins a model's continuation to the existing text. */
type ContinuationJoin = {
  /** Takes the next piece and returns the text to append now; empty while undecided. */
  push: (piece: string) => string;
  /** Ends the continuation and returns the held text. */
  end: () => string;
};

/** A model that starts over repeats a few paragraphs at most; longer overlaps are not checked. */
const LONGEST_OVERLAP = 2000;
/** The longest overlap plus leading white space and an opening fence. */
const MAX_HELD = 2200;
const SHORTEST_OVERLAP = 12;
const SHORTEST_LINE = 5;

const WORD = /[\p{L}\p{N}\p{M}_]/u;
const WORDS = /[\p{L}\p{N}]/gu;
/** Scripts without spaces: each character may start a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Parts of the preceding character: marks, joiners, skin tones, low surrogates. */
const JOINED = /^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\udc00-\udfff])/u;

/**
 * Starts joining a continuation to `before`. Models that are asked to continue often repeat the last
 * words or reopen the code block; that repetition is removed from the continuation. `before` never
 * changes, and a continuation without a repetition passes through unchanged.
 *
 * A repetition is an exact ending of `before` that starts at a word: at least 12 characters with 6
 * letters or digits, or a complete unfinished line of at least 5 characters. White space before it is
 * removed too. A text that repeats itself at its end (a refrain, a ruler) may well continue to do so,
 * so nothing is removed there.
 *
 * A code block counts as reopened when `before` ends inside one and the continuation starts with the
 * same marker and language: without a language that line would close the block.
 */
export function joinContinuation(before: string): ContinuationJoin {
  const overlaps = possibleOverlaps(before);
  const fence = reopeningOf(before);
  let held = '';
  let decided = overlaps.length === 0 && fence === null;

  /** How much of `held` is repetition; null while undecided. */
  const repeatedIn = (ended: boolean): number | null => {
    const lead = leadingSpace(held);
    const direct = matchOverlap(held.slice(lead), overlaps, before, ended);
    if (direct === null) return null;
    if (direct > 0) return lead + direct;
    const reopened = fence === null ? 0 : matchFence(held.slice(lead), fence, ended);
    if (!reopened) return reopened;
    const within = held.slice(lead + reopened);
    const indent = leadingSpace(within);
    const repeated = matchOverlap(within.slice(indent), overlaps, before, ended);
    if (repeated === null) return null;
    return lead + reopened + (repeated > 0 ? indent + repeated : 0);
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
      return release(held.length > MAX_HELD);
    },
    end: () => (decided ? '' : release(true)),
  };
}

/** Every ending of `before` that counts as a repetition, longest first. */
function possibleOverlaps(before: string): string[] {
  const overlaps: string[] = [];
  const lastLine = before.lastIndexOf('\n') + 1;
  const lineStart = lastLine + leadingSpace(before.slice(lastLine));
  for (let at = Math.max(0, before.length - LONGEST_OVERLAP); at < before.length; at += 1) {
    const text = before.slice(at);
    if (!startsWord(before, at)) continue;
    const isLine = at === lineStart && text.length >= SHORTEST_LINE && hasWords(text, 2);
    if (isLine || (text.length >= SHORTEST_OVERLAP && hasWords(text, 6))) overlaps.push(text);
  }
  return overlaps;
}

function startsWord(text: string, at: number): boolean {
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

/** The length of the longest overlap at the start of `text`; null while a longer one is possible. */
function matchOverlap(
  text: string,
  overlaps: readonly string[],
  before: string,
  ended: boolean,
): number | null {
  const mayGrow = overlaps.some(
    (overlap) => overlap.length > text.length && overlap.startsWith(text),
  );
  if (mayGrow && !ended) return null;
  const longest = overlaps.find((overlap) => text.startsWith(overlap));
  return longest === undefined || repeatsItself(before, longest) ? 0 : longest.length;
}

/** Whether the ending of a text also occurs right before it, or is itself a repetition. */
function repeatsItself(text: string, ending: string): boolean {
  // Look only right before it: `lastIndexOf` through a megabyte took up to 160 ms.
  if (text.slice(-2 * ending.length, -1).includes(ending)) return true;
  for (let period = 1; period <= ending.length / 2; period += 1) {
    if (ending.startsWith(ending.slice(period))) return true;
  }
  return false;
}

/** The line with which a model would reopen the code block still open in `before`. */
function reopeningOf(before: string): string | null {
  const { marker, language } = findOpenFence(before) ?? {};
  return marker !== undefined && language ? marker + language : null;
}

/** The length of the line that reopens the block; 0 when there is none, null while undecided. */
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
