import { ERROR_CATALOGUE } from './catalogue/error-catalogue.ts';
import type { ErrorBody } from './error-body.ts';

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
  if (retryAfterMs !== undefined) return failedAt + retryAfterMs;
  return kind === 'budget_spent' ? nextMidnightUtc(failedAt) : null;
}

function nextMidnightUtc(after: number): number {
  const date = new Date(after);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
}
