import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { HeaderReader } from '../classification.ts';
import { type Field, headerFields } from '../evidence/collect-fields.ts';
import { withoutEchoes } from '../topics/without-echoes.ts';
import { type LimitReset, readLimitResets } from './wait/read-limit-resets.ts';
import { readSpokenWait } from './wait/read-spoken-wait.ts';
import { readRetryAfter, readRetryField } from './wait/read-stated-wait.ts';

/** A response, in the parts that can say when a retry helps. */
type RetrySources = {
  /** All messages of the body. */
  message: string;
  /** The scalars of the body, from `collectFields`. */
  fields: readonly Field[];
  headers: HeaderReader;
  /** Milliseconds since 1970, for moments. */
  now: number;
};

/** A response with its headers listed once. */
type Sources = Omit<RetrySources, 'headers'> & { headers: readonly Field[] };

const GOOGLE_MINUTE_MS = 60_000;

/**
 * Milliseconds until a retry can help, at most 31 days; `undefined` if the response does not say, and
 * for kinds that waiting does not help.
 */
export function readRetryTime(kind: ErrorKind, sources: RetrySources): number | undefined {
  const listed = {
    ...sources,
    message: withoutEchoes(sources.message),
    headers: headerFields(sources.headers),
  };
  switch (kind) {
    case 'rate_limited':
    case 'rate_limited_daily':
      return readRateLimitWait(kind, listed);
    case 'spend_limit_reached':
      return readSpendReset(listed);
    case 'overloaded':
      return readStatedWait(listed) ?? readSpokenWait(listed.message, listed.now, 'any');
    // OpenAI sends x-ratelimit-reset-* with every response; they say nothing about these failures.
    case 'server_error':
    case 'bad_gateway':
    case 'gateway_timeout':
    case 'upstream_timeout':
    case 'conflict':
      return readStatedWait(listed);
    default:
      return undefined;
  }
}

/**
 * Tries in this order: what asks for the wait (`retry-after` and its kin in headers, then in the body),
 * the resets of the limits that are exhausted, the reset in the body, a sentence, and the resets of
 * limits that may be the exhausted one. A reset is when the full limit is available again. For a limit
 * that was not hit, that can be hours away while the message names the few seconds this request has
 * to wait, so it comes last.
 */
function readRateLimitWait(
  kind: 'rate_limited' | 'rate_limited_daily',
  sources: Sources,
): number | undefined {
  const { message, fields, headers, now } = sources;
  const named = readLimitResets(headers, now);
  const inBody = readLimitResets(fields, now);
  const waitMs =
    longerOf(readStatedWait(sources), readSpokenWait(message, now, 'retry')) ??
    longest([...named, ...inBody], isExhausted) ??
    longest(inBody, isUnknown) ??
    readSpokenWait(message, now, 'any') ??
    longest(likelyResets(kind, named), isUnknown) ??
    longest([...named, ...inBody], isTokenReset);
  if (headers.some(isZeroLimit)) return undefined;
  return isFalseOfGoogle(message, fields, waitMs) ? undefined : waitMs;
}

/** Only when the spending limit itself resets: asking again any sooner has the same result. */
function readSpendReset({ message, fields, now }: Sources): number | undefined {
  return (
    longest(readLimitResets(fields, now), (reset) => reset.state !== 'available') ??
    readSpokenWait(message, now, 'reset')
  );
}

function readStatedWait({ fields, headers, now }: Sources): number | undefined {
  return readRetryAfter(headers, now) ?? readRetryField(fields, now);
}

/** Gateways add a short `retry-after` to a sentence that names the wait. */
function longerOf(statedMs: number | undefined, spokenMs: number | undefined): number | undefined {
  return statedMs === undefined ? undefined : Math.max(statedMs, spokenMs ?? 0);
}

function longest(
  resets: readonly LimitReset[],
  counts: (reset: LimitReset) => boolean,
): number | undefined {
  const waits = resets.filter(counts).map(({ waitMs }) => waitMs);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/** A limit per day cannot be the one that a failure of another window hit, nor the other way round. */
function likelyResets(kind: ErrorKind, resets: readonly LimitReset[]): readonly LimitReset[] {
  const likely = resets.filter(
    ({ name }) => /day|rpd|tpd|week|month/.test(name) === (kind === 'rate_limited_daily'),
  );
  return likely.length > 0 ? likely : resets;
}

/** A limit of 0 has no moment at which it helps to ask again. */
function isZeroLimit([name, value]: Field): boolean {
  return (
    /ratelimit-limit(?:-(?:requests|tokens)(?:-[a-z]{1,8})?)?$/.test(name) && value.trim() === '0'
  );
}

const isExhausted = ({ state }: LimitReset) => state === 'exhausted';
const isUnknown = ({ state }: LimitReset) => state === 'unknown';

/**
 * A request can need more tokens than remain, but never more than one request: a limit of requests
 * that has some left was not hit.
 */
function isTokenReset({ name, state }: LimitReset): boolean {
  return state === 'available' && /token|tpm|tpd/.test(name);
}

/**
 * Google's `retryDelay` is that of a limit per minute even if a limit per day is exhausted, which only
 * resets at midnight in California (https://ai.google.dev/gemini-api/docs/rate-limits), and even if
 * the plan's quota for the model is 0 (https://github.com/google-gemini/gemini-cli/issues/22486).
 */
function isFalseOfGoogle(
  message: string,
  fields: readonly Field[],
  waitMs: number | undefined,
): boolean {
  const isNever =
    /quota exceeded for metric[^\n]{0,200}?, limit: 0\b/i.test(message) ||
    fields.some(([name, value]) => name === 'quota-value' && value === '0');
  if (isNever) return true;
  if (waitMs === undefined || waitMs > GOOGLE_MINUTE_MS) return false;
  return fields.some(([name, value]) => name === 'quota-id' && value.includes('PerDay'));
}
