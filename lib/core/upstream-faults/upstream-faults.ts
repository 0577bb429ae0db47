import type { ErrorKind } from '../errors/error-kinds.ts';
import { AUTHENTICATION_FAULTS } from './authentication-faults.ts';
import { COMPATIBLE_FAULTS } from './compatible-faults.ts';
import { CONNECTION_FAULTS } from './connection-faults.ts';
import { GATEWAY_FAULTS } from './gateway-faults.ts';
import { LIMIT_FAULTS } from './limit-faults.ts';
import { PERMISSION_FAULTS } from './permission-faults.ts';
import { REFUSAL_FAULTS } from './refusal-faults.ts';
import { REQUEST_CONTENT_FAULTS } from './request-content-faults.ts';
import { REQUEST_FAULTS } from './request-faults.ts';
import { SERVER_FAULTS } from './server-faults.ts';
import { STREAM_FAULTS } from './stream-faults.ts';
import type { UpstreamFault } from './upstream-fault.ts';

export const UPSTREAM_FAULTS: readonly UpstreamFault[] = [
  ...AUTHENTICATION_FAULTS,
  ...PERMISSION_FAULTS,
  ...REQUEST_FAULTS,
  ...REQUEST_CONTENT_FAULTS,
  ...LIMIT_FAULTS,
  ...SERVER_FAULTS,
  ...CONNECTION_FAULTS,
  ...STREAM_FAULTS,
  ...COMPATIBLE_FAULTS,
  ...GATEWAY_FAULTS,
  ...REFUSAL_FAULTS,
];

// For kinds whose first fault is not the most common one.
const TYPICAL_IDS: ReadonlySet<string> = new Set([
  'model.not_found',
  'route.invalid_url',
  'req.missing_required',
  'srv.server_error',
  'srv.502_html',
  'srv.503_overloaded',
  'stream.truncated_clean',
  'stream.idle_stall',
  'http.408',
  'auth.admin_key:401',
]);

/** The faults of a kind, the most typical first; empty for kinds that no upstream causes. */
export function faultsOfKind(kind: ErrorKind): readonly UpstreamFault[] {
  const faults = UPSTREAM_FAULTS.filter((fault) => fault.kind === kind);
  return faults.toSorted((a, b) => Number(TYPICAL_IDS.has(b.id)) - Number(TYPICAL_IDS.has(a.id)));
}
