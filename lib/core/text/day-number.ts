const DAY_MS = 24 * 3600 * 1000;

/**
 * Counts calendar days in the reader's time zone (IANA; by default the runtime's own), from 1970 on. A day
 * of 23 or 25 hours counts as one.
 */
export function dayNumber(moment: number, timeZone: string | undefined): number {
  return createDayCounter(timeZone)(moment);
}

/** Creates a function that counts days as `dayNumber` does, for many moments. */
export function createDayCounter(timeZone?: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone,
  });
  return (moment) => {
    const parts = format.formatToParts(moment);
    const part = (type: string) => Number(parts.find((known) => known.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY_MS;
  };
}
