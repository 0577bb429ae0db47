const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const DATES: readonly RegExp[] = [
  // 2026-12-01, 2026/12/01, 2026年12月1日
  /^(?<year>\d{4})(?:-|\/|年)(?<month>\d{1,2})(?:-|\/|月)(?<day>\d{1,2})日?(?!\d)/,
  // Dec 1st, 2026
  /^(?<month>[A-Z][a-z]{2,8})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})(?!\d)/i,
  // 1 Dec 2026, 06-Nov-94
  /^(?<day>\d{1,2})(?:st|nd|rd|th)?[ -](?<month>[A-Z][a-z]{2,8})\.?,?[ -](?<year>\d{4}|\d{2})(?!\d)/i,
];

/** A day of the calendar. `month` is 1 to 12, or 0 for a word that is no month. */
type CalendarDate = { year: number; month: number; day: number };

/** A time of day, on a 24-hour clock. */
export type ClockTime = { hour: number; minute: number; second: number };

/**
 * The date a text starts with, which may not exist, and the text after it.
 *
 * @param now milliseconds since 1970, for years of two digits
 */
export function dateAtStart(
  text: string,
  now: number,
): { date: CalendarDate; rest: string } | undefined {
  for (const pattern of DATES) {
    const found = pattern.exec(text);
    const { year = '', month = '', day = '' } = found?.groups ?? {};
    if (!found) continue;
    const date = { year: fullYear(year, now), month: monthOf(month), day: Number(day) };
    return { date, rest: text.slice(found[0].length) };
  }
  return undefined;
}

/** 1 to 12 for the number or the English name of a month; 0 for another word. */
export function monthOf(month: string): number {
  if (/^\d/.test(month)) return Number(month);
  return MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
}

/**
 * Milliseconds since 1970 of a date and time in UTC; `undefined` if there is no such day or time. RFC
 * 9110 allows a 60th second.
 */
export function utcOf(date: CalendarDate, time: ClockTime): number | undefined {
  const { year, month, day } = date;
  const { hour, minute, second } = time;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isDate = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days;
  const isTime = hour >= 0 && hour <= 24 && minute <= 59 && second <= 60;
  return isDate && isTime ? Date.UTC(year, month - 1, day, hour, minute, second) : undefined;
}

/** RFC 9110, 5.6.7: two digits more than 50 years in the future mean the past. */
function fullYear(digits: string, now: number): number {
  if (digits.length !== 2) return Number(digits);
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}
