import { dayNumber } from './day-number.ts';
import { englishOf } from './english-of.ts';

const MINUTE_MS = 60_000;

export type FormatMomentOptions = {
  /** Milliseconds since 1970. */
  now: number;
  /** The reader's (BCP 47); defaults to the runtime's own. */
  locale?: string | undefined;
  /** The reader's (IANA); defaults to the runtime's own. */
  timeZone?: string | undefined;
};

/**
 * A moment (ms since 1970) in the reader's local time, for use within a sentence: "at 18:40",
 * "tomorrow at 02:00", "on Thursday 26 November at 02:00". Rounded up to the minute, so that nobody
 * returns too early. The words are English, like the text around them; the time format and date
 * order follow the reader's region ("at 6:40 PM", "on Thursday, November 26").
 */
export function formatMoment(
  moment: number,
  { now, locale, timeZone }: FormatMomentOptions,
): string {
  const shown = Math.ceil(moment / MINUTE_MS) * MINUTE_MS;
  const english = englishOf(locale);
  const { hour12 } = new Intl.DateTimeFormat(english, { hour: 'numeric' }).resolvedOptions();
  const time = new Intl.DateTimeFormat(english, {
    hour: hour12 ? 'numeric' : '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(shown);
  const daysAhead = dayNumber(shown, timeZone) - dayNumber(now, timeZone);
  if (daysAhead === 0) return `at ${time}`;
  if (daysAhead === 1) return `tomorrow at ${time}`;
  const day = new Intl.DateTimeFormat(english, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  }).format(shown);
  return `on ${day} at ${time}`;
}
