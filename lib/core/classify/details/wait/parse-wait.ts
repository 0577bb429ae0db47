import { MAX_RETRY_AFTER_MS } from '../../../errors/error-body.ts';
import { parseDuration } from './parse-duration.ts';
import { momentAtStart } from './parse-moment.ts';

const MAX_LENGTH = 80;
// Told apart by magnitude: 1e9 seconds are 31 years, and 1e11 milliseconds after 1970 is 1973.
const FIRST_EPOCH_SECOND = 1e9;
const FIRST_EPOCH_MS = 1e11;

/**
 * Milliseconds from now until the time in a header or field, at most 31 days: a number (seconds, or
 * the given unit; large ones are epoch seconds or milliseconds), a duration, or a moment.
 * `undefined` for anything else and for moments in the past.
 *
 * @param now milliseconds since 1970
 * @param unitMs milliseconds of a number's unit
 */
export function parseWait(text: string, now: number, unitMs = 1000): number | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return undefined;
  if (/^\d/.test(trimmed)) {
    const numbers = parseNumbers(trimmed);
    if (numbers) return toWaitMs(msOfNumber(Math.max(...numbers), now, unitMs));
  }
  const duration = parseDuration(trimmed);
  if (duration !== undefined) return toWaitMs(duration);
  const moment = momentAtStart(trimmed, now);
  return moment?.length === trimmed.length ? toWaitMs(moment.at - now) : undefined;
}

/** Rounds up and limits to 31 days; `undefined` for the past. */
export function toWaitMs(milliseconds: number): number | undefined {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return undefined;
  return Math.min(Math.ceil(milliseconds), MAX_RETRY_AFTER_MS);
}

/** A number, or several: `Headers` joins the values of a header that a proxy added again. */
function parseNumbers(text: string): number[] | undefined {
  const numbers = text.split(/, ?/);
  if (!numbers.every((number) => /^\d{1,16}(?:\.\d{1,17})?$/.test(number))) return undefined;
  return numbers.map(Number);
}

function msOfNumber(number: number, now: number, unitMs: number): number {
  if (number >= FIRST_EPOCH_MS) return number - now;
  if (number >= FIRST_EPOCH_SECOND && unitMs === 1000) return number * 1000 - now;
  return number * unitMs;
}
