import { type ClockTime, dateAtStart, monthOf, utcOf } from './parse-date.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MAX_LENGTH = 80;
const MIDNIGHT: ClockTime = { hour: 0, minute: 0, second: 0 };

const WEEKDAY = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? /i;
const ASCTIME = /^([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})(?!\d)/;
const TIME =
  /^(?:T|,? (?:at )?)?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?(?: ?([ap])\.?m\b\.?)?/i;
const ZONE = /^ ?\(?(?:(Z|UTC|GMT)\b)? ?([+-]\d{1,2}(?::?\d{2})?)?\)?/i;
const NAMED_ZONE = /^ ?\(?(?!GMT)([A-Z]{1,3}T)\b\)?/;
const HOURS_BY_ZONE: Readonly<Record<string, number>> = { EST: -5, EDT: -4, PST: -8, PDT: -7 };

/** A moment at the start of a text, in milliseconds since 1970, and the characters it takes. */
type Moment = { at: number; length: number };

type Zone = { hours: number; isStated: boolean; rest: string };

/**
 * The moment a text starts with: ISO 8601 (`2026-12-01T08:00:00Z`, `2027-01-01 at 00:00 UTC`), an HTTP
 * date in any form of RFC 9110, 5.6.7, or English (`Dec 1st, 2026 8:00 AM`). A date without a zone is
 * taken as UTC, the zone most servers write, unless `hoursEast` says otherwise. A time of day needs a
 * zone (`08:00 UTC`) and means its next occurrence.
 *
 * @param now milliseconds since 1970
 * @param hoursEast the zone of a date without one, in hours ahead of UTC
 */
export function momentAtStart(text: string, now: number, hoursEast = 0): Moment | undefined {
  const part = text.slice(0, MAX_LENGTH);
  const weekdayLength = WEEKDAY.exec(part)?.[0].length ?? 0;
  const afterWeekday = part.slice(weekdayLength);
  const asctime = asctimeAtStart(afterWeekday);
  if (asctime) return { at: asctime.at, length: asctime.length + weekdayLength };
  const found = dateAtStart(afterWeekday, now);
  if (!found) return timeOfDayAtStart(part, now);
  const { time, rest } = timeAtStart(found.rest) ?? { time: MIDNIGHT, rest: found.rest };
  const zone = zoneAtStart(rest);
  const at = zone && utcOf(found.date, time);
  if (!zone || at === undefined) return undefined;
  const hours = zone.isStated ? zone.hours : hoursEast;
  return { at: at - hours * HOUR_MS, length: part.length - zone.rest.length };
}

/** C's own form, the oldest of HTTP: `Sun Nov  6 08:49:37 1994`, here after the weekday. */
function asctimeAtStart(text: string): Moment | undefined {
  const [match = '', month = '', day, hour, minute, second, year] = ASCTIME.exec(text) ?? [];
  if (match === '') return undefined;
  const date = { year: Number(year), month: monthOf(month), day: Number(day) };
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const at = utcOf(date, time);
  return at === undefined ? undefined : { at, length: match.length };
}

function timeAtStart(text: string): { time: ClockTime; rest: string } | undefined {
  const [match = '', digits, minute, second, half] = TIME.exec(text) ?? [];
  if (minute === undefined && half === undefined) return undefined;
  const hour = half === undefined ? Number(digits) : hourOf(Number(digits), half);
  const time = { hour, minute: Number(minute ?? 0), second: Number(second ?? 0) };
  return { time, rest: text.slice(match.length) };
}

/** 12 AM is midnight. There is no 13 PM. */
function hourOf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** `undefined` for a zone with several meanings, such as CST, or one that is not in the table. */
function zoneAtStart(text: string): Zone | undefined {
  const named = NAMED_ZONE.exec(text);
  if (named) {
    const hours = HOURS_BY_ZONE[named[1] ?? ''];
    return hours === undefined
      ? undefined
      : { hours, isStated: true, rest: text.slice(named[0].length) };
  }
  const [match = '', name, offset] = ZONE.exec(text) ?? [];
  const isStated = name !== undefined || offset !== undefined;
  return { hours: hoursOf(offset), isStated, rest: isStated ? text.slice(match.length) : text };
}

function hoursOf(offset = ''): number {
  const [, sign, hours, minutes] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset) ?? [];
  return (Number(hours ?? 0) + Number(minutes ?? 0) / 60) * (sign === '-' ? -1 : 1);
}

function timeOfDayAtStart(text: string, now: number): Moment | undefined {
  const isMidnight = /^midnight\b/i.test(text);
  const found = isMidnight
    ? { time: MIDNIGHT, rest: text.slice('midnight'.length) }
    : timeAtStart(text);
  const zone = found && zoneAtStart(found.rest);
  if (!found || !zone?.isStated) return undefined;
  const epochDay = utcOf({ year: 1970, month: 1, day: 1 }, found.time);
  if (epochDay === undefined) return undefined;
  const sinceThen = now - (epochDay - zone.hours * HOUR_MS);
  const untilNext = DAY_MS - (((sinceThen % DAY_MS) + DAY_MS) % DAY_MS);
  return { at: now + untilNext, length: text.length - zone.rest.length };
}
