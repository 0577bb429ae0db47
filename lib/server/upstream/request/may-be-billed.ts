import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { wasRefused } from '../wire-error.ts';

/** What goes wrong before there is a connection, or anything that could be sent over it. */
const NOTHING_SENT: readonly ErrorKind[] = [
  'connection_refused',
  'dns_failure',
  'tls_failure',
  'key_malformed',
  'wrong_url',
];
/** Said by a server in between, of an upstream that may be working all the same. */
const WITHOUT_ITS_ANSWER: readonly ErrorKind[] = [
  'bad_gateway',
  'gateway_timeout',
  'upstream_timeout',
];

/**
 * Tells whether an attempt that failed may be billed. It is not where the upstream refused it with an
 * HTTP error or never had it; what is not known to be either counts.
 *
 * @param error what `stream` or `complete` of an upstream threw
 */
export function mayBeBilled(error: unknown): boolean {
  if (!(error instanceof StarlightError)) return true;
  if (wasRefused(error.cause)) return WITHOUT_ITS_ANSWER.includes(error.kind);
  // An error event in a reply names its kind too, but it has a cause.
  return error.cause !== undefined || !NOTHING_SENT.includes(error.kind);
}
