import type { ErrorKind } from '../error-kinds.ts';
import { AUTHENTICATION_FAULTS } from './authentication-faults.ts';
import { COMPATIBLE_FAULTS } from './compatible-faults.ts';
import { CONNECTION_FAULTS } from './connection-faults.ts';
import { GATEWAY_FAULTS } from './gateway-faults.ts';
import { LIMIT_FAULTS } from './limit-faults.ts';
import { PERMISSION_FAULTS } from './permission-faults.ts';
import { REQUEST_CONTENT_FAULTS } from './request-content-faults.ts';
import { REQUEST_FAULTS } from './request-faults.ts';
import { SERVER_FAULTS } from './server-faults.ts';
import { STREAM_FAULTS } from './stream-faults.ts';

/** One thing an upstream is known to do, in the bytes it does it with, and what we must call it. */
export type UpstreamFault = {
  /** The row of tests/fixtures/openai-errors.json, then the variant after a colon. */
  id: string;
  kind: ErrorKind;
  /** False where the source was not seen word for word. */
  confirmed: boolean;
  wire:
    | { type: 'response'; status: number; headers: Record<string, string>; body: string }
    /** An SSE 200 in OpenAI's bytes, then how it ends. */
    | { type: 'stream'; chunks: readonly string[]; ending: 'close' | 'reset' | 'stall' }
    /** `error.cause.code` of what fetch throws; `TimeoutError`: the name, which has no code. */
    | { type: 'connection'; code: string };
};

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
];

// Where the first row of a kind is not the one people meet.
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

/** The faults that lead to a kind, the most typical first; empty for kinds that no upstream causes. */
export function faultsOfKind(kind: ErrorKind): readonly UpstreamFault[] {
  const faults = UPSTREAM_FAULTS.filter((fault) => fault.kind === kind);
  return faults.toSorted((a, b) => Number(TYPICAL_IDS.has(b.id)) - Number(TYPICAL_IDS.has(a.id)));
}
