const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Go's short names, words, and the words of the languages that upstreams write in. */
const MS_BY_UNIT = new Map(
  (
    [
      ['ns', 1e-6],
      ['us µs μs', 1e-3],
      ['ms msec msecs millis millisecond milliseconds 毫秒 ミリ秒 밀리초', 1],
      ['s sec secs second seconds secondes segundo segundos secondi sekunde sekunden', SECOND],
      ['с сек секунд секунды секунду секунда 秒 秒钟 秒鐘 초', SECOND],
      ['m min mins minute minutes minuto minutos minuti minuten', MINUTE],
      ['мин минут минуты минуту минута 分 分钟 分鐘 분', MINUTE],
      ['h hr hrs hour hours heure heures hora horas ora ore stunde stunden', HOUR],
      ['ч час часа часов 小时 小時 个小时 個小時 時間 시간', HOUR],
      ['d day days jour jours día días dia dias giorno giorni tag tage tagen', DAY],
      ['день дня дней 天 日 일', DAY],
      ['w week weeks 周 週 星期', 7 * DAY],
    ] as const
  ).flatMap(([names, ms]) => names.split(' ').map((name) => [name, ms] as const)),
);

// Chinese, Japanese and Korean do not separate words, so their units are listed.
const AMOUNT =
  /^(\d{1,3}(?:,\d{3}){1,3}|\d{1,9}|an?|one)(\.\d{1,17})?\s?(毫秒|ミリ秒|밀리초|秒钟|秒鐘|秒|초|分钟|分鐘|分|분|[个個]?小[时時]|時間|시간|天|日|일|周|週|星期|[a-zà-ÿа-яµμ]{1,12})/i;
const SEPARATOR = /^,? ?(?:and |und |et |y |e |и )?/;
const MAX_AMOUNTS = 6;
const ISO_DURATION =
  /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,17})?)S)?)?$/i;

const CLOCK = /^(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?(?![\d:])/;

/** A duration at the start of a text, and the characters it takes. */
type Duration = { ms: number; length: number };

/**
 * The duration a text starts with: `7m12.5s`, `1h2m`, `20 seconds`, `3 hours and 2 minutes`, `an hour`,
 * `30秒`, `2 минуты`. `undefined` without a unit.
 */
export function durationAtStart(text: string): Duration | undefined {
  let ms = 0;
  let length = 0;
  let separator = 0;
  for (let count = 0; count < MAX_AMOUNTS; count += 1) {
    const found = AMOUNT.exec(text.slice(length + separator, length + separator + 64));
    const unit = MS_BY_UNIT.get((found?.[3] ?? '').toLowerCase());
    if (!found || unit === undefined) break;
    ms += countOf(found[1] ?? '', found[2]) * unit;
    length += separator + found[0].length;
    separator = SEPARATOR.exec(text.slice(length, length + 16))?.[0].length ?? 0;
  }
  return length > 0 ? { ms, length } : undefined;
}

/** Hours, minutes and seconds at the start of a text, `3:42:12`. It can also be a time of day. */
export function clockAtStart(text: string): Duration | undefined {
  const [match = '', hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  if (match === '') return undefined;
  const ms = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return { ms, length: match.length };
}

/** A whole text that is a duration, also `3:42:12` and ISO 8601's `PT1M30S`. In milliseconds. */
export function parseDuration(text: string): number | undefined {
  const found = durationAtStart(text) ?? clockAtStart(text);
  if (found) return found.length === text.length ? found.ms : undefined;
  const parts = ISO_DURATION.exec(text)?.slice(1);
  if (!parts?.some((part) => part !== undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
}

function countOf(whole: string, fraction = ''): number {
  return /^\d/.test(whole) ? Number(whole.replaceAll(',', '') + fraction) : 1;
}
