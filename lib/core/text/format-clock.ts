import { dayNumber } from './day-number.ts';
import type { FormatMomentOptions } from './format-moment.ts';
import { formatDate } from './reader-format.ts';

/**
 * When something happened (ms since 1970), by itself, in the reader's language: the time if it was today,
 * else with its date; always with the date if it is full.
 */
export function formatClock(
  moment: number,
  { now, locale, timeZone, isFull = false }: FormatMomentOptions & { isFull?: boolean },
): string {
  const isToday = dayNumber(moment, timeZone) === dayNumber(now, timeZone);
  return formatDate(moment, {
    timeStyle: 'short',
    ...(isFull ? { dateStyle: 'full' } : isToday ? {} : { dateStyle: 'medium' }),
    timeZone,
    locale,
  });
}
