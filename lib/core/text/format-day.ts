import { dayNumber } from './day-number.ts';
import { englishOf } from './english-of.ts';
import type { FormatMomentOptions } from './format-moment.ts';

/**
 * The day of a moment (ms since 1970), short, for a list: "Today", "Yesterday", "12 Nov", "12 Nov 2025". The
 * order follows the reader's region.
 */
export function formatDay(moment: number, { now, locale, timeZone }: FormatMomentOptions): string {
  const daysAgo = dayNumber(now, timeZone) - dayNumber(moment, timeZone);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const yearOf = (time: number) =>
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(time);
  return new Intl.DateTimeFormat(englishOf(locale), {
    day: 'numeric',
    month: 'short',
    ...(yearOf(moment) !== yearOf(now) && { year: 'numeric' }),
    timeZone,
  }).format(moment);
}
