import type { ErrorBody } from '../errors/error-body.ts';
import { nextMidnightUtc } from '../limits/next-midnight-utc.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { isLongWait } from './long-wait.ts';

/** Allows for the time a response takes to arrive; without it, midnight could be shown as 00:01. */
const MAX_LATENCY_MS = 5000;
const DAY_MS = 24 * 3600 * 1000;

/**
 * When a retry can help, in ms since 1970; `null` if waiting does not help or the wait is unknown. A
 * spend limit only resets on a date that some providers state.
 * Starlight's own budget resets at midnight UTC, so its moment is known even without a given wait.
 *
 * @param failedAt when the failure happened, in ms since 1970
 */
export function retryMomentOf(
  { kind, retryAfterMs }: Pick<ErrorBody, 'kind' | 'retryAfterMs'>,
  failedAt: number | null,
): number | null {
  const statesDate = kind === 'spend_limit_reached' && isLongWait(retryAfterMs);
  const waitHelps = ERROR_CATALOGUE[kind].retry === 'wait' || statesDate;
  if (failedAt === null || !waitHelps) return null;
  const given = retryAfterMs === undefined ? null : failedAt + retryAfterMs;
  if (kind === 'spend_limit_reached' && given !== null) return atMidnightUtc(given);
  if (kind !== 'budget_spent') return given;
  const midnight = nextMidnightUtc(failedAt);
  return given === null || Math.abs(given - midnight) <= MAX_LATENCY_MS ? midnight : given;
}

/** A provider states a date, so a reset just after midnight UTC is one at midnight. */
function atMidnightUtc(moment: number): number {
  const midnight = Math.round(moment / DAY_MS) * DAY_MS;
  return Math.abs(moment - midnight) <= MAX_LATENCY_MS ? midnight : moment;
}
