import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { BudgetOfRequest } from '../limits/reserve-budget.ts';
import { mayBeBilled } from '../upstream/request/may-be-billed.ts';

/**
 * Failures of the upstream, not of the request: it is down, overloaded or out of credit. A request that it
 * refused (too long, flagged, malformed), and a key that someone has to replace, would only hide there.
 */
const FALLS_BACK: ReadonlySet<ErrorKind> = new Set([
  'server_error',
  'model_unavailable',
  'bad_gateway',
  'overloaded',
  'gateway_timeout',
  'not_an_api',
  'proxy_failed',
  'dns_failure',
  'connection_refused',
  'connection_lost',
  'tls_failure',
  'upstream_timeout',
  // Of a reply without a word so far.
  'reply_stalled',
  'reply_interrupted',

  'rate_limited',
  'rate_limited_daily',

  'quota_exhausted',
  'spend_limit_reached',
  'billing_inactive',
]);

type Attempt = { budget: BudgetOfRequest; signal: AbortSignal };

/**
 * The failure of the first upstream after which the second is asked; null if it is not. No word of a reply has
 * been shown. The budget must have room for another attempt if the first may be billed; it then counts as spent.
 */
export async function fallBackFrom(
  error: unknown,
  { budget, signal }: Attempt,
): Promise<StarlightError | null> {
  if (signal.aborted || !(error instanceof StarlightError)) return null;
  if (!FALLS_BACK.has(error.kind)) return null;
  const firstMayBeBilled = mayBeBilled(error);
  if (!(await budget.switchToFallback({ firstMayBeBilled }))) return null;
  if (!signal.aborted) return error;
  // Aborted while the store was asked: what was reserved for the second attempt is not spent.
  if (firstMayBeBilled) budget.release();
  return null;
}

/**
 * What to report if the second upstream fails before a word as well: the failure of the first, which is the
 * one to fix, unless the second attempt may be billed.
 */
export function failureOfBoth(
  first: StarlightError,
  second: unknown,
  { budget, signal }: Attempt,
): unknown {
  if (signal.aborted || mayBeBilled(second)) return second;
  // The first attempt counts separately.
  if (mayBeBilled(first)) budget.release();
  return first;
}
