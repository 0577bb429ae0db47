import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { HeaderReader } from '../classification.ts';

const MAX_RETRY_MS = 31 * 24 * 3600 * 1000;
const MAX_DURATION_LENGTH = 64;

const UNITS: readonly { names: RegExp; ms: number }[] = [
  { names: /^(?:ms|milliseconds?)$/i, ms: 1 },
  { names: /^(?:s|secs?|seconds?)$/i, ms: 1000 },
  { names: /^(?:m|mins?|minutes?)$/i, ms: 60_000 },
  { names: /^(?:h|hrs?|hours?)$/i, ms: 3_600_000 },
  { names: /^(?:d|days?)$/i, ms: 86_400_000 },
];
const BEFORE_DELAY = /\b(?:try again|retry) (?:in|after) (?=\d)/gi;
const AMOUNT = /^(\d{1,9}(?:\.\d{1,9})?)\s?([a-z]{1,12})[\s,]{0,2}/i;
const MAX_AMOUNTS = 5;

/**
 * Milliseconds until a retry can help, at most 31 days; `undefined` if the response does not say, and
 * for kinds that waiting does not help.
 *
 * @param now milliseconds since 1970, for HTTP dates
 */
export function readRetryTime(
  kind: ErrorKind,
  message: string,
  headers: HeaderReader,
  now: number,
): number | undefined {
  switch (kind) {
    case 'rate_limited':
    case 'rate_limited_daily':
      return readRateLimitWait(message, headers, now);
    case 'overloaded':
      return readRetryAfterHeader(headers, now) ?? readMessageDelay(message);
    // OpenAI sends x-ratelimit-reset-* with every response; they say nothing about these failures.
    case 'server_error':
    case 'bad_gateway':
    case 'gateway_timeout':
    case 'upstream_timeout':
    case 'conflict':
      return readRetryAfterHeader(headers, now);
    default:
      return undefined;
  }
}

/**
 * Tries in this order: `retry-after-ms` (OpenAI), `retry-after` (RFC 9110, 10.2.3: seconds or an HTTP
 * date), the `x-ratelimit-reset-*` of the limit whose `remaining` is 0, the message ("try again in
 * 7m12s"), and the longer reset. A reset is when the full limit is available again. For a limit that
 * was not hit, that can be hours away while the message names the few seconds this request has to
 * wait, so it comes last.
 */
function readRateLimitWait(
  message: string,
  headers: HeaderReader,
  now: number,
): number | undefined {
  return (
    readRetryAfterHeader(headers, now) ??
    readReset(headers, 'exhausted') ??
    readMessageDelay(message) ??
    readReset(headers, 'any')
  );
}

/** The explicit wait, in `retry-after-ms` or `retry-after`. */
function readRetryAfterHeader(headers: HeaderReader, now: number): number | undefined {
  const milliseconds = parseDecimal(headers.get('retry-after-ms'));
  if (milliseconds !== undefined) return toRetryMs(milliseconds);
  const header = headers.get('retry-after');
  const seconds = parseDecimal(header);
  return toRetryMs(seconds === undefined ? parseHttpDate(header) - now : seconds * 1000);
}

/** "Please try again in 7m12s", "in 20 seconds"; Azure's "retry after 20 seconds"; Google's "retry in 34.07s". */
function readMessageDelay(message: string): number | undefined {
  for (const before of message.matchAll(BEFORE_DELAY)) {
    const start = before.index + before[0].length;
    const amounts = amountsAtStart(message.slice(start, start + MAX_DURATION_LENGTH));
    if (amounts.length > 0) return totalOf(amounts);
  }
  return undefined;
}

function readReset(headers: HeaderReader, which: 'exhausted' | 'any'): number | undefined {
  const resets = ['requests', 'tokens'].flatMap((limit) => {
    const isExhausted = headers.get(`x-ratelimit-remaining-${limit}`)?.trim() === '0';
    if (which === 'exhausted' && !isExhausted) return [];
    return parseDuration(headers.get(`x-ratelimit-reset-${limit}`) ?? '') ?? [];
  });
  return resets.length > 0 ? Math.max(...resets) : undefined;
}

/** `6m0s`, `120ms`, `1h2m3.5s`, `20 seconds`; a bare number is seconds. */
function parseDuration(text: string): number | undefined {
  const trimmed = text.slice(0, MAX_DURATION_LENGTH).trim();
  const seconds = parseDecimal(trimmed);
  if (seconds !== undefined) return toRetryMs(seconds * 1000);
  const amounts = amountsAtStart(trimmed);
  // Only pairs of number and unit: "6m0s or so" is not a duration.
  const covered = amounts.reduce((length, [match]) => length + match.length, 0);
  if (amounts.length === 0 || covered !== trimmed.length) return undefined;
  return totalOf(amounts);
}

/** The amounts (number and unit) a text starts with. */
function amountsAtStart(text: string): RegExpExecArray[] {
  const amounts: RegExpExecArray[] = [];
  let rest = text;
  while (amounts.length < MAX_AMOUNTS) {
    const amount = AMOUNT.exec(rest);
    if (!amount) break;
    amounts.push(amount);
    rest = rest.slice(amount[0].length);
  }
  return amounts;
}

function totalOf(amounts: readonly RegExpExecArray[]): number | undefined {
  const ms = amounts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * msOfUnit(unit ?? ''),
    0,
  );
  return toRetryMs(ms);
}

function msOfUnit(unit: string): number {
  return UNITS.find(({ names }) => names.test(unit))?.ms ?? Number.NaN;
}

function parseDecimal(text: string | null): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,15}(?:\.\d{1,9})?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** IMF-fixdate only (RFC 9110, 5.6.7), because Date.parse accepts "foo 1" as a date. */
function parseHttpDate(text: string | null): number {
  const trimmed = text?.trim() ?? '';
  const isHttpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(
    trimmed,
  );
  return isHttpDate ? Date.parse(trimmed) : Number.NaN;
}

function toRetryMs(milliseconds: number): number | undefined {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return undefined;
  return Math.min(Math.ceil(milliseconds), MAX_RETRY_MS);
}
