import 'server-only';
import type { LogFields } from '../log/log-fields.ts';

/** What is known about a request in addition to its log line. */
export type RequestFacts = {
  /** The client entered a code or sent a team token. */
  isKnown?: boolean;
  /** The request was sent to the upstream, so it may have cost money. */
  wasSent?: boolean;
};

/**
 * The class of a request, which decides where the log keeps it.
 * `turn`: it reached the upstream. `account`: another request by someone with a code or a token.
 * `wrong_code`: a code that was compared and is wrong. `refused`: a rejected request by someone with a
 * code or a token. `stranger`: anything else that anyone can cause. `unknown_path`: no such path.
 * `machine`: health checks, and reads of the log itself.
 */
export type ResponseClass =
  | 'turn'
  | 'account'
  | 'wrong_code'
  | 'refused'
  | 'stranger'
  | 'unknown_path'
  | 'machine';

const UNKNOWN_PATHS = new Set<unknown>(['/api/*', '/v1/*']);
// Machines request these constantly, which would push out what a person looks for.
const MACHINES = new Set<unknown>(['/api/health', '/api/ready', '/api/log']);

type ClassifiedFields = Pick<LogFields, 'route' | 'kind' | 'status'>;

/** Classifies a request for the log. One that may have cost money is always a `turn`. */
export function classifyResponse(
  { route, kind, status = 0 }: ClassifiedFields,
  { isKnown = false, wasSent = false }: RequestFacts,
): ResponseClass {
  if (wasSent) return 'turn';
  if (UNKNOWN_PATHS.has(route)) return 'unknown_path';
  if (MACHINES.has(route)) return 'machine';
  // At most thirty a minute, since it was compared; see `signIn`.
  if (kind === 'access_code_wrong') return 'wrong_code';
  if (!isKnown) return 'stranger';
  return kind === undefined && status < 400 ? 'account' : 'refused';
}
