import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { wasRefused } from '../wire-error.ts';

/** Failures before there is a connection, or before anything was sent over it. */
const NOTHING_SENT: readonly ErrorKind[] = [
  'connection_refused',
  'dns_failure',
  'tls_failure',
  'proxy_failed',
  'key_malformed',
  'wrong_url',
];
/** Reported by a proxy, while the upstream may still be working on the request. */
const PROXY_FAILURES: readonly ErrorKind[] = ['bad_gateway', 'gateway_timeout', 'upstream_timeout'];

/**
 * Whether a failed attempt may be billed. It is not billed if the upstream refused it with an HTTP
 * error or never received it; anything else may be.
 *
 * @param error what `stream` or `complete` of an upstream threw
 */
export function mayBeBilled(error: unknown): boolean {
  if (!(error instanceof StarlightError)) return true;
  if (wasRefused(error.cause)) return PROXY_FAILURES.includes(error.kind);
  // An error event within a reply can have the same kind, but it also has a cause.
  return error.cause !== undefined || !NOTHING_SENT.includes(error.kind);
}
