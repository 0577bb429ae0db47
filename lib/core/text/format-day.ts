import { dayNumber } from './day-number.ts';
import type { FormatMomentOptions } from './format-moment.ts';
import { formatDate } from './reader-format.ts';

/**
 * The day of a moment (ms since 1970), short, for a list: "Today", "Yesterday", and a date in the reader's
 * language: "12. Nov.", "Nov 12, 2025".
 */
export function formatDay(moment: number, { now, locale, timeZone }: FormatMomentOptions): string {
  const daysAgo = dayNumber(now, timeZone) - dayNumber(moment, timeZone);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const zone = { locale, timeZone };
  const yearOf = (time: number) => formatDate(time, { year: 'numeric', ...zone });
  return formatDate(moment, {
    day: 'numeric',
    month: 'short',
    ...(yearOf(moment) !== yearOf(now) && { year: 'numeric' }),
    ...zone,
  });
}
