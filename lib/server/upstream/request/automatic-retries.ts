import 'server-only';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { forbidsRetry } from '../wire-error.ts';
import type { RetryClock } from './retry-clock.ts';
import { planRetry } from './retry-policy.ts';

/**
 * Waits until a request that failed may be sent again, and resolves with true; with false at once
 * when it must not be. Rejects with the signal's reason when that aborts meanwhile.
 */
export type WaitToRetry = (failed: StarlightError) => Promise<boolean>;

/**
 * Starts to count the retries of one request. `retry-policy.ts` decides about each.
 *
 * @param deadlineMs milliseconds from now until the first byte must be there
 */
export function startAutomaticRetries(
  clock: RetryClock,
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): WaitToRetry {
  const startedAt = clock.now();
  let attemptAt = startedAt;
  let retries = 0;
  let waitedMs = 0;
  return async (failed) => {
    const now = clock.now();
    const waitMs = planRetry(
      {
        failure: failed.failure,
        forbidsRetry: forbidsRetry(failed.cause),
        retries,
        waitedMs,
        tookMs: now - attemptAt,
        leftMs: startedAt + deadlineMs - now,
      },
      clock.random,
    );
    if (waitMs === null) return false;
    await clock.sleep(waitMs, signal);
    retries += 1;
    waitedMs += waitMs;
    attemptAt = clock.now();
    return true;
  };
}
