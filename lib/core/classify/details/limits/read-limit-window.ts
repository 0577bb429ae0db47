import type { ErrorDetails } from '../../../errors/error-body.ts';

export type LimitWindow = NonNullable<ErrorDetails['limitWindow']>;

const SECONDS: readonly (readonly [LimitWindow, number])[] = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['week', 604_800],
];

const WINDOWS_BY_NAME: Readonly<Record<string, LimitWindow>> = {
  min: 'minute',
  minute: 'minute',
  m: 'minute',
  hour: 'hour',
  hourly: 'hour',
  h: 'hour',
  day: 'day',
  daily: 'day',
  d: 'day',
  week: 'week',
  weekly: 'week',
  month: 'month',
  monthly: 'month',
  分: 'minute',
  小时: 'hour',
  天: 'day',
  日: 'day',
  周: 'week',
  月: 'month',
};

// The surest wordings first: an advice can name the window of another plan's limit.
const WORDINGS: readonly RegExp[] = [
  // "(TPM)", "RPD limit"
  /(?<![A-Za-z])[RT]P([MHD])(?![A-Za-z])/,
  // "hourly usage limit", "daily free allocation", "weekly quota"
  /\b(hourly|daily|weekly|monthly) (?:[a-z]{1,12} ){0,2}(?:limit|quota|allocation|allowance|cap|budget|credits)/i,
  // "5-hour limit", "Usage limit reached for 5 hour"
  /\b\d{1,3}[ -](minute|hour|day|week|month)s?[ -](?:[a-z]{1,12} ){0,2}(?:limit|quota|window)/i,
  /\blimit reached for \d{1,3}[ -](minute|hour|day|week|month)/i,
  // "per min", "free-models-per-day", "3 / min", "requests a month", "UserByModelByDay"
  /(?:\bper(?: 1)?[ _-]|[a-z0-9] ?\/ ?|\b(?:requests|tokens|messages|queries|calls) an? )(min|minute|hour|day|week|month)(?![a-z])/i,
  /By(Minute|Hour|Day|Week|Month)(?![a-z])/,
  // "每周使用上限", "5 小时的使用上限"
  /每(分|小时|天|日|周|月)/,
  /\d{1,3} ?(小时|天)的?(?:使用)?(?:上限|限额)/,
];
const MULTIPLE = /\b(\d{1,3})[ -]?(minute|hour|day|week|month|小时|天)/i;

/**
 * The window of the limit that a message names. `isWhole` is false for several of its units: of a "5-hour
 * limit", the window is an hour, but its number is not one of an hour.
 */
export function readLimitWindow(
  message: string,
): { limitWindow: LimitWindow; isWhole: boolean } | undefined {
  for (const wording of WORDINGS) {
    const found = wording.exec(message);
    const limitWindow = windowOfName(found?.[1] ?? '');
    if (found && limitWindow) return multipleOf(found[0]) ?? { limitWindow, isWhole: true };
  }
  return undefined;
}

/** `min`, `daily`, `M` as in RPM. */
export function windowOfName(name: string): LimitWindow | undefined {
  return WINDOWS_BY_NAME[name.toLowerCase()];
}

/** A window in seconds: 86400 is a day. `undefined` if it is not exactly one of ours. */
export function windowOfSeconds(seconds: number): LimitWindow | undefined {
  if (seconds >= 28 * 86_400 && seconds <= 31 * 86_400) return 'month';
  return SECONDS.find(([, length]) => length === seconds)?.[0];
}

/** "7-day limit" is a week, "24-hour limit" a day. */
function multipleOf(wording: string): ReturnType<typeof readLimitWindow> {
  const [, count = '', name = ''] = MULTIPLE.exec(wording) ?? [];
  const limitWindow = windowOfName(name);
  if (!limitWindow || count === '1') return undefined;
  const seconds = SECONDS.find(([window]) => window === limitWindow)?.[1] ?? Number.NaN;
  const whole = windowOfSeconds(Number(count) * seconds);
  return { limitWindow: whole ?? limitWindow, isWhole: whole !== undefined };
}
