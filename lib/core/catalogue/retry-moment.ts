import type { ErrorBody } from '../errors/error-body.ts';
import { nextMidnightUtc } from '../limits/next-midnight-utc.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';

/** An answer takes a while to arrive, and a midnight told as 00:01 would be wrong by a minute. */
const ON_THE_WAY_MS = 5000;

/**
 * The moment from which a retry can help, ms since 1970; `null` where time does not help or nobody
 * knows how much of it. A budget of Starlight's own starts afresh at midnight UTC, so its moment is
 * known even where the server names none.
 *
 * @param failedAt when the failure came, ms since 1970
 */
export function retryMomentOf(
  { kind, retryAfterMs }: Pick<ErrorBody, 'kind' | 'retryAfterMs'>,
  failedAt: number | null,
): number | null {
  if (failedAt === null || ERROR_CATALOGUE[kind].retry !== 'wait') return null;
  const told = retryAfterMs === undefined ? null : failedAt + retryAfterMs;
  if (kind !== 'budget_spent') return told;
  const midnight = nextMidnightUtc(failedAt);
  return told === null || Math.abs(told - midnight) <= ON_THE_WAY_MS ? midnight : told;
}
