import 'server-only';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { forbidsRetry } from '../wire-error.ts';
import type { RetryClock } from './retry-clock.ts';
import { planRetry } from './retry-policy.ts';

/**
 * Waits until a failed request may be sent again and resolves with true, or immediately with false
 * if it must not be. Rejects with the signal's reason if the signal aborts during the wait.
 */
export type WaitToRetry = (failed: StarlightError) => Promise<boolean>;

/**
 * Tracks the automatic retries of one request. `retry-policy.ts` decides on each.
 *
 * @param deadlineMs milliseconds from now until the first byte is due
 */
export function startAutomaticRetries(
  clock: RetryClock,
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): WaitToRetry {
  const startedAt = clock.now();
  let attemptStartedAt = startedAt;
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
        tookMs: now - attemptStartedAt,
        remainingMs: startedAt + deadlineMs - now,
      },
      clock.random,
    );
    if (waitMs === null) return false;
    await clock.sleep(waitMs, signal);
    retries += 1;
    waitedMs += waitMs;
    attemptStartedAt = clock.now();
    return true;
  };
}
