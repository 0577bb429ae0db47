import 'server-only';
import type { LogFields } from '../log/log-fields.ts';

/** What is known of a request besides what its line says. */
export type RequestFacts = {
  /** Whoever asked has entered a code, or brought a team token. */
  isKnown?: boolean;
  /** It was handed to the upstream, which may have been paid for. */
  wasSent?: boolean;
};

/**
 * What a request was, as far as its place in the log goes.
 * `turn`: it reached the upstream. `account`: what someone with a code or a token did besides.
 * `wrong_code`: a code that was compared and is none. `refused`: someone with a code or a token was
 * refused. `stranger`: all else that anyone can cause. `unknown_path`: an address that is none.
 * `machine`: health checks, and the reading of the log itself.
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
// Asked all the time by machines; they would push out what a person looks for.
const MACHINES = new Set<unknown>(['/api/health', '/api/log']);

type Known = Pick<LogFields, 'route' | 'kind' | 'status'>;

/** Tells whose room in the log a request takes up. What may cost money is never counted as less. */
export function classOfResponse(
  { route, kind, status = 0 }: Known,
  { isKnown = false, wasSent = false }: RequestFacts,
): ResponseClass {
  if (wasSent) return 'turn';
  if (UNKNOWN_PATHS.has(route)) return 'unknown_path';
  if (MACHINES.has(route)) return 'machine';
  // Compared, and so no more than thirty a minute; see `signIn`.
  if (kind === 'access_code_wrong') return 'wrong_code';
  if (!isKnown) return 'stranger';
  return kind === undefined && status < 400 ? 'account' : 'refused';
}
