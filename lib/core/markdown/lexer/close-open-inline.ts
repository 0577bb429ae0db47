import { endOfMath, openerAt } from '../math/find-math.ts';
import { countDollars } from '../math/find-math-end.ts';
import { openMathAsText, withoutUndecidedEnd } from '../math/open-math.ts';
import { endOfCode, runLength } from './code-span.ts';
import { OPEN_REACH, readOpenLink } from './read-open-link.ts';

/** Emphasis that has begun: its character (or closing tag), and how many of them still have to be closed. */
type Opener = { character: string; count: number };

const MARKS = /[\\`[*_~<!$]/g;
// A drawn tag of `createInlineFrames`, and one that has not arrived in full.
const DRAWN_TAG = /^<(sub|sup|kbd)>/i;
const UNFINISHED_TAG = /^<\/?(?:s|su|sub|sup|k|kb|kbd|b|br)?$/i;
const CLOSED_ANGLES = /^<[^<>\s][^<>]*>/;
const UNFINISHED_ADDRESS = /^<(?:https?:|mailto:)[^<>\s]*$/i;
// The longest text worth guessing about.
const MAX_GUESSED_LENGTH = 4096;
const OPEN_MARK = /^\[\^[^\][\s]{0,100}$/;
const WORD = /[A-Za-z0-9]/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The text as corrected so far, the position of the next mark, and what is open before it. */
type Scan = { text: string; at: number; openers: readonly Opener[]; isDone: boolean };

/**
 * The text of the block at the end of an unfinished reply, with open formatting closed or left out:
 * `**bold` becomes `**bold**`, `[link](htt` becomes `link`. It is what the reader will most likely
 * see once the rest has arrived, so that marks do not flicker. A guess, for display only.
 */
export function closeOpenInline(source: string): string {
  const text = withoutUndecidedEnd(source);
  if (text.length > MAX_GUESSED_LENGTH) return text;
  let scan: Scan = { text, at: nextMark(text, 0), openers: [], isDone: false };
  while (!scan.isDone && scan.at < scan.text.length) {
    scan = readMark(scan);
    scan = { ...scan, at: nextMark(scan.text, scan.at) };
  }
  return closeAll(scan.text, scan.openers);
}

function readMark(scan: Scan): Scan {
  switch (scan.text[scan.at]) {
    case '\\':
      return readEscape(scan);
    case '`':
      return readCode(scan);
    case '<':
      return readAngle(scan);
    case '[':
      return readBracket(scan, scan.at);
    case '$':
      return readMath(scan, countDollars(scan.text, scan.at));
    case '!':
      return scan.text[scan.at + 1] === '[' ? readBracket(scan, scan.at + 1) : skip(scan, 1);
    default:
      return readRun(scan);
  }
}

function skip(scan: Scan, count: number): Scan {
  return { ...scan, at: scan.at + count };
}

function readEscape(scan: Scan): Scan {
  return openerAt(scan.text, scan.at) === null ? skip(scan, 2) : readMath(scan, 2);
}

/** A formula that has not ended is shown as it was written. */
function readMath(scan: Scan, markLength: number): Scan {
  const { text, at } = scan;
  const end = endOfMath(text, at);
  if (typeof end === 'number') return { ...scan, at: end };
  const literal = end === 'open' ? openMathAsText(text.slice(at), markLength) : null;
  if (literal === null) return skip(scan, markLength);
  return { ...scan, text: text.slice(0, at) + literal, isDone: true };
}

function readAngle(scan: Scan): Scan {
  const rest = scan.text.slice(scan.at);
  if (rest !== '<' && UNFINISHED_TAG.test(rest)) {
    return { ...scan, text: scan.text.slice(0, scan.at), isDone: true };
  }
  const closer = DRAWN_TAG.exec(rest)?.[0].replace('<', '</');
  if (closer !== undefined && !rest.toLowerCase().includes(closer.toLowerCase())) {
    const openers = [...scan.openers, { character: closer, count: 1 }];
    return { ...skip(scan, closer.length - 1), openers };
  }
  if (UNFINISHED_ADDRESS.test(rest)) return { ...scan, text: removeAt(scan.text, scan.at, 1) };
  return skip(scan, CLOSED_ANGLES.exec(rest)?.[0].length ?? 1);
}

/** A link, from its bracket; for an image, `!` precedes it. */
function readBracket(scan: Scan, bracket: number): Scan {
  // The mark of a footnote, once all of it has arrived.
  const mark = scan.text.slice(bracket, bracket + OPEN_REACH);
  if (OPEN_MARK.test(mark)) return { ...scan, text: scan.text.slice(0, scan.at), isDone: true };
  const link = readOpenLink(scan.text, bracket);
  if (!link.unfinished) return { ...scan, at: link.end };
  const label = scan.text.slice(bracket + 1, link.end);
  return { ...scan, text: scan.text.slice(0, scan.at) + label };
}

function readCode(scan: Scan): Scan {
  const { text, at } = scan;
  const end = endOfCode(text, at);
  if (end !== null) return { ...scan, at: end };
  const run = runLength(text, at);
  // Backticks at the very end start the closing run.
  const code = text.slice(at + run).replace(/`{1,99}$/, '');
  const ticks = '`'.repeat(run);
  const closed = code.trim() === '' ? '' : ticks + code + ticks;
  return { ...scan, text: text.slice(0, at) + closed, isDone: true };
}

/** A run at the very end closes, begins to close, or has nothing to mark yet. */
function readRun(scan: Scan): Scan {
  const { text, at, openers } = scan;
  const character = text[at] ?? '';
  const run = runLength(text, at);
  const opener = openers.findLast((open) => open.character === character);
  const isLast = at + run === text.length;
  if (opener && isCloser(text, at) && (!isLast || run >= opener.count)) {
    return { ...skip(scan, run), openers: withoutRun(openers, opener, run) };
  }
  if (isLast) return { ...scan, text: text.slice(0, at), isDone: true };
  const opened = isOpener(text, at, run) ? [...openers, { character, count: run }] : openers;
  return { ...skip(scan, run), openers: opened };
}

function nextMark(text: string, from: number): number {
  MARKS.lastIndex = from;
  return MARKS.exec(text)?.index ?? text.length;
}

function removeAt(text: string, at: number, count: number): string {
  return text.slice(0, at) + text.slice(at + count);
}

function isCloser(text: string, at: number): boolean {
  return (text[at - 1] ?? ' ').trim() !== '';
}

/** Openers since the one being closed turn out to be text. */
function withoutRun(openers: readonly Opener[], opener: Opener, run: number): readonly Opener[] {
  const before = openers.slice(0, openers.indexOf(opener));
  const remaining = opener.count - run;
  return remaining > 0 ? [...before, { ...opener, count: remaining }] : before;
}

/** Stricter than the grammar: `2**3` and `a*b` in prose are more likely math than emphasis. */
function isOpener(text: string, at: number, run: number): boolean {
  const character = text[at] ?? '';
  const before = text[at - 1] ?? ' ';
  const after = text[at + run] ?? ' ';
  if (after.trim() === '' || run > 3) return false;
  if (character === '~') return run === 2;
  if (run === 1 && text.length - at > OPEN_REACH) return false;
  return !(character === '_' ? LETTER_OR_DIGIT : WORD).test(before);
}

function closeAll(text: string, openers: readonly Opener[]): string {
  const closers = openers.map(({ character, count }) => character.repeat(count)).reverse();
  return closers.length === 0 ? text : text.trimEnd() + closers.join('');
}
