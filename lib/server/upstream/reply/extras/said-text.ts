import 'server-only';
import { createThinkingSplitter } from '../thinking-splitter.ts';

/** The text of a reply so far, as far as places in it have to be found. */
export type SaidText = {
  /** Takes the next piece, as the upstream wrote it. */
  add: (piece: string) => void;
  /**
   * The place that two offsets name, in UTF-16 code units; null if the text has no such place, or if
   * thinking was taken out of it, as nobody says whether it was counted.
   */
  locate: (start: unknown, end: unknown) => { start: number; end: number } | null;
};

const SURROGATE = /[\ud800-\udfff]/;
// Each costs 8 bytes. After so many emoji, places are not looked for.
const MAX_PAIRS = 100_000;

/**
 * Offsets are taken for Unicode code points, from a character to the one after the last. OpenAI and Cohere
 * do not name the unit; their examples cut Python strings, which count code points.
 */
export function createSaidText(): SaidText {
  const splitter = createThinkingSplitter();
  /** The code points at which there is a surrogate pair, in order. */
  const pairs: number[] = [];
  let codePoints = 0;
  let endsWithHigh = false;
  let written = 0;
  let visible = 0;

  const addUnit = (unit: number) => {
    const isPair = endsWithHigh && unit >= 0xdc00 && unit <= 0xdfff;
    if (!isPair) codePoints++;
    else if (pairs.length < MAX_PAIRS) pairs.push(codePoints - 1);
    endsWithHigh = !isPair && unit >= 0xd800 && unit <= 0xdbff;
  };

  return {
    add(piece) {
      if (piece === '') return;
      written += piece.length;
      visible += splitter.next(piece).text.length;
      if (!endsWithHigh && !SURROGATE.test(piece)) codePoints += piece.length;
      else for (let at = 0; at < piece.length; at++) addUnit(piece.charCodeAt(at));
    },
    locate(start, end) {
      if (visible !== written || pairs.length === MAX_PAIRS) return null;
      if (!isOffset(start) || !isOffset(end) || start >= end || end > codePoints) return null;
      return { start: start + countBelow(pairs, start), end: end + countBelow(pairs, end) };
    },
  };
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** How many of the ascending numbers are less than `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (Number(ascending[middle]) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
