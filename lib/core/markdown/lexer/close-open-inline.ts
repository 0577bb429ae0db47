import { labelOfImage } from '../links/image-label.ts';
import { endOfMath, openerAt } from '../math/find-math.ts';
import { countDollars } from '../math/find-math-end.ts';
import { asPlainText, openMathAsText, withoutUndecidedEnd } from '../math/open-math.ts';
import { endOfCode, runLength } from './code-span.ts';
import { closeAll, isCloser, isOpener, type Opener, withoutRun } from './open-emphasis.ts';
import { OPEN_REACH, readOpenLink } from './read-open-link.ts';

const MARKS = /[\\`[*_~<!$&]/g;
// A drawn tag of `createInlineFrames`, and one that has not arrived in full.
const DRAWN_TAG = /^<(sub|sup|kbd)>/i;
// The beginning of a tag or of an address in angle brackets.
const OPEN_ANGLE = /^<(?:\/|\/?[a-z][\w.+-]{0,63}(?:@[\w.-]{0,255}|\s?\/?))?$/i;
const OPEN_ADDRESS = /^<[a-z][a-z\d+.-]{1,31}:[^<>\s]*$/i;
const OPEN_ATTRIBUTES = /^<[a-z][a-z\d-]{0,31}\s[^<>]*$/i;
const CDATA = '<![CDATA[';
const CLOSED_ANGLES = /^<[^<>\s][^<>]*>/;
// The longest text worth guessing about.
const MAX_GUESSED_LENGTH = 4096;
const OPEN_MARK = /^\[\^[^\][\s]{0,100}\]?$/;
const OPEN_ENTITY = /^&(?:#(?:\d{0,7}|[xX][\dA-Fa-f]{0,6})|[A-Za-z][A-Za-z\d]{0,31})?$/;
const IMAGE = /!\[([^\][\n]{0,400})\]\([^()\n]{0,2048}\)/g;
/** Before an exclamation mark that is more likely an image's than the end of a sentence. */
const BEFORE_IMAGE = /^[\s([*_>|]?$/;

/**
 * The text as corrected so far, the position of the next mark, and what is open before it. `isInLabel`: the
 * text ends with that of a link.
 */
type Scan = {
  text: string;
  at: number;
  openers: readonly Opener[];
  isDone: boolean;
  isInLabel: boolean;
};

/**
 * The text of the block at the end of an unfinished reply, with open formatting closed or left out:
 * `**bold` becomes `**bold**`, `[link](htt` becomes `link`. It is what the reader will most likely
 * see once the rest has arrived, so that marks do not flicker. A guess, for display only.
 */
export function closeOpenInline(source: string): string {
  const text = withoutUndecidedEnd(source);
  if (text.length > MAX_GUESSED_LENGTH) return text;
  let scan: Scan = { text, at: nextMark(text, 0), openers: [], isDone: false, isInLabel: false };
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
      return readExclamation(scan);
    case '&':
      return OPEN_ENTITY.test(scan.text.slice(scan.at, scan.at + 40))
        ? endBefore(scan)
        : skip(scan, 1);
    default:
      return readRun(scan);
  }
}

function skip(scan: Scan, count: number): Scan {
  return { ...scan, at: scan.at + count };
}

/** Leaves out what the next characters decide. */
function endBefore(scan: Scan): Scan {
  return { ...scan, text: scan.text.slice(0, scan.at), isDone: true };
}

function readExclamation(scan: Scan): Scan {
  const { text, at } = scan;
  if (text[at + 1] === '[') return readBracket(scan, at + 1);
  const isLast = at + 1 === text.length;
  return isLast && BEFORE_IMAGE.test(text[at - 1] ?? '') ? endBefore(scan) : skip(scan, 1);
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
  const { text, at } = scan;
  const rest = text.slice(at, at + MAX_GUESSED_LENGTH);
  if (OPEN_ANGLE.test(rest)) return endBefore(scan);
  if (rest.startsWith('<!')) return skip(scan, rest.startsWith(CDATA) ? CDATA.length : 2);
  const closer = DRAWN_TAG.exec(rest)?.[0].replace('<', '</');
  if (closer !== undefined && !rest.toLowerCase().includes(closer.toLowerCase())) {
    const inside = skip(scan, closer.length - 1);
    return {
      ...inside,
      openers: [...scan.openers, { character: closer, count: 1, start: inside.at }],
    };
  }
  if (OPEN_ADDRESS.test(rest)) return { ...scan, text: `${text}>`, isDone: true };
  // Marks in the attributes of a tag mean nothing.
  if (OPEN_ATTRIBUTES.test(rest) && /=["']/.test(rest)) {
    return { ...scan, text: text.slice(0, at) + asPlainText(rest), isDone: true };
  }
  return skip(scan, CLOSED_ANGLES.exec(rest)?.[0].length ?? 1);
}

/** A link, from its bracket; for an image, `!` precedes it. */
function readBracket(scan: Scan, bracket: number): Scan {
  // The mark of a footnote, once all of it has arrived.
  if (OPEN_MARK.test(scan.text.slice(bracket, bracket + OPEN_REACH))) return endBefore(scan);
  const { is, end } = readOpenLink(scan.text, bracket, bracket > scan.at);
  if (is === 'read') return { ...scan, at: end };
  if (is === 'undecided') return scan.isInLabel ? { ...scan, at: bracket + 1 } : endBefore(scan);
  const text = scan.text.slice(bracket + 1, end);
  const label =
    bracket > scan.at
      ? labelOfImage(text.replaceAll(IMAGE, '$1'))
      : text.replaceAll(IMAGE, (_image, description: string) => labelOfImage(description));
  return { ...scan, text: scan.text.slice(0, scan.at) + label, isInLabel: true };
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

/** A run at the very end closes what is open, begins to, or has nothing to mark yet. */
function readRun(scan: Scan): Scan {
  const { text, at, openers } = scan;
  const character = text[at] ?? '';
  const run = runLength(text, at);
  if (at + run === text.length) return endBefore(scan);
  const opener = openers.findLast((open) => open.character === character);
  if (opener && isCloser(text, at, run, opener)) {
    return { ...skip(scan, run), openers: withoutRun(openers, character, run) };
  }
  const opened = isOpener(text, at, run)
    ? [...openers, { character, count: run, start: at + run }]
    : openers;
  return { ...skip(scan, run), openers: opened };
}

function nextMark(text: string, from: number): number {
  MARKS.lastIndex = from;
  return MARKS.exec(text)?.index ?? text.length;
}
