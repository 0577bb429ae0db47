import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';

/** A request that failed before the first byte of its answer, or was refused with an HTTP error. */
export type FailedAttempt = {
  failure: Failure;
  /** The upstream says `x-should-retry: false`. */
  forbidsRetry: boolean;
  /** How often the request was retried before this attempt. */
  retries: number;
  /** Milliseconds that were waited before those retries, together. */
  waitedMs: number;
  /** Milliseconds that this attempt took. */
  tookMs: number;
  /** Milliseconds until the first byte must be there. */
  leftMs: number;
};

/** Every kind that is not here is not retried. docs/decisions/0007 says why, kind by kind. */
const RETRIES_BY_KIND: Readonly<Partial<Record<ErrorKind, 1 | 2>>> = {
  connection_lost: 2,
  overloaded: 2,
  server_error: 2,
  bad_gateway: 2,
  // A wrong address stays wrong.
  connection_refused: 1,
  dns_failure: 1,
  // Somebody has waited long already, and the request may have been worked on meanwhile.
  gateway_timeout: 1,
  upstream_timeout: 1,
};

const BACKOFF_MS = 500;
// Somebody with a wrong address hears of it within a second.
const SHORT_BACKOFF_MS = 250;
const HAS_SHORT_BACKOFF: ReadonlySet<ErrorKind> = new Set(['connection_refused', 'dns_failure']);
// Beyond this a visitor is better off with a banner and its countdown.
const MAX_WAIT_MS = 5_000;

/**
 * How long to wait before a request that failed is sent again, in milliseconds; null when it must
 * not be. The wait is what the upstream asks for, if anything, and exponential backoff with full
 * jitter on top, so that visitors who failed together do not come back together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * All waits of a request come to 5 s at most, and a retry must have as much time before the
 * deadline as the attempt that failed took.
 */
export function planRetry(attempt: FailedAttempt, random: () => number): number | null {
  const { failure, forbidsRetry, retries, waitedMs, tookMs, leftMs } = attempt;
  if (retries >= (RETRIES_BY_KIND[failure.kind] ?? 0)) return null;
  if (forbidsRetry || isSureToRecur(failure)) return null;
  const backoffMs = HAS_SHORT_BACKOFF.has(failure.kind) ? SHORT_BACKOFF_MS : BACKOFF_MS;
  const waitMs = (failure.retryAfterMs ?? 0) + random() * backoffMs * 2 ** retries;
  if (waitedMs + waitMs > MAX_WAIT_MS || waitMs + tookMs > leftMs) return null;
  return waitMs;
}

function isSureToRecur({ kind, status, details }: Failure): boolean {
  // Without a status the answer was there and could not be read: its headers were too long.
  if (kind === 'bad_gateway') return status === undefined;
  return details?.reason === 'slow_down';
}
