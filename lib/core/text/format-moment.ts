import { dayNumber } from './day-number.ts';
import { formatWeekday } from './english-words.ts';
import { formatDate } from './reader-format.ts';

const MINUTE_MS = 60_000;

export type FormatMomentOptions = {
  /** Milliseconds since 1970. */
  now: number;
  /** BCP 47; defaults to the reader's. */
  locale?: string | undefined;
  /** IANA; defaults to the reader's. */
  timeZone?: string | undefined;
};

/**
 * A moment (ms since 1970) in the reader's local time, for use within a sentence: "at 18:40",
 * "tomorrow at 02:00", "on Thursday, November 26 at 2:00 AM". Rounded up to the minute, so that nobody
 * returns too early. The words are English, like the text around them; date and time are written as in the
 * reader's language ("on Thursday, 26. November at 02:00").
 */
export function formatMoment(
  moment: number,
  { now, locale, timeZone }: FormatMomentOptions,
): string {
  const shown = Math.ceil(moment / MINUTE_MS) * MINUTE_MS;
  const time = formatDate(shown, { timeStyle: 'short', locale, timeZone });
  const daysAhead = dayNumber(shown, timeZone) - dayNumber(now, timeZone);
  if (daysAhead === 0) return `at ${time}`;
  if (daysAhead === 1) return `tomorrow at ${time}`;
  const day = formatDate(shown, { day: 'numeric', month: 'long', locale, timeZone });
  return `on ${formatWeekday(shown, timeZone)}, ${day} at ${time}`;
}
