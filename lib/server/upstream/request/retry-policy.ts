import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';

/** A request that failed before the first byte of the response, or was refused with an HTTP error. */
export type FailedAttempt = {
  failure: Failure;
  /** The upstream sent `x-should-retry: false`. */
  forbidsRetry: boolean;
  /** How often the request was retried before this attempt. */
  retries: number;
  /** Total milliseconds waited before those retries. */
  waitedMs: number;
  /** Milliseconds this attempt took. */
  tookMs: number;
  /** Milliseconds until the first byte is due. */
  remainingMs: number;
};

/** Kinds not listed are not retried. docs/decisions/0007 gives the reason for each kind. */
const RETRIES_BY_KIND: Readonly<Partial<Record<ErrorKind, 1 | 2>>> = {
  connection_lost: 2,
  overloaded: 2,
  server_error: 2,
  bad_gateway: 2,
  // If the address is wrong, more retries do not help.
  connection_refused: 1,
  dns_failure: 1,
  proxy_failed: 1,
  // The visitor has already waited long, and the upstream may still be working on the request.
  gateway_timeout: 1,
  upstream_timeout: 1,
};

const BACKOFF_MS = 500;
// Someone with a wrong address finds out within a second.
const SHORT_BACKOFF_MS = 250;
const HAS_SHORT_BACKOFF: ReadonlySet<ErrorKind> = new Set([
  'connection_refused',
  'dns_failure',
  'proxy_failed',
]);
/** The other failures of a proxy last until someone changes something. */
const PASSING_AT_PROXY: ReadonlySet<string | undefined> = new Set([
  undefined,
  'proxy_closed',
  'proxy_gateway',
  'proxy_unreachable',
]);
// Beyond this, a banner with a countdown serves the visitor better.
const MAX_WAIT_MS = 5_000;

/**
 * How long to wait before retrying a failed request, in milliseconds; null if it must not be retried.
 * The wait is what the upstream asks for, if anything, plus exponential backoff with full jitter, so
 * that visitors who failed together do not retry together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * All waits of a request total at most 5 s, and a retry must have at least as much time before the
 * deadline as the failed attempt took.
 */
export function planRetry(attempt: FailedAttempt, random: () => number): number | null {
  const { failure, forbidsRetry, retries, waitedMs, tookMs, remainingMs } = attempt;
  if (retries >= (RETRIES_BY_KIND[failure.kind] ?? 0)) return null;
  if (forbidsRetry || willRecur(failure)) return null;
  const backoffMs = HAS_SHORT_BACKOFF.has(failure.kind) ? SHORT_BACKOFF_MS : BACKOFF_MS;
  const waitMs = (failure.retryAfterMs ?? 0) + random() * backoffMs * 2 ** retries;
  if (waitedMs + waitMs > MAX_WAIT_MS || waitMs + tookMs > remainingMs) return null;
  return waitMs;
}

function willRecur({ kind, status, details }: Failure): boolean {
  // Without a status, a response arrived but could not be read: its headers were too long.
  if (kind === 'bad_gateway') return status === undefined;
  if (kind === 'proxy_failed') return !PASSING_AT_PROXY.has(details?.reason);
  return details?.reason === 'slow_down';
}
