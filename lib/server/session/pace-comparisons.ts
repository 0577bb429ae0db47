import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { perProcess } from '../registry.ts';

/** How many codes are compared per second, over all clients. */
export const COMPARISONS_PER_SECOND = 1000;
/** The longest a code waits in the queue; beyond that, the client is told to retry. */
const MAX_WAIT_MS = 5000;
const RETRY_AFTER_MS = 1000;

type PaceOptions = { now: () => number; wait: (ms: number) => Promise<void> };

/**
 * Resolves when it is a code's turn to be compared. All codes wait in one queue, since a right code
 * cannot be told from a wrong one before the comparison. The queue moves faster than one process
 * answers requests, so a flood delays a right code but does not shut it out.
 *
 * @throws `busy` when the wait would be longer than five seconds
 */
export async function paceComparisons({ now, wait }: PaceOptions): Promise<void> {
  const queue = perProcess('code-comparisons', () => ({ freeAtMs: 0 }));
  const enqueuedAt = now();
  const turnAt = Math.max(enqueuedAt, queue.freeAtMs);
  if (turnAt - enqueuedAt > MAX_WAIT_MS) {
    throw new StarlightError({ kind: 'busy', retryAfterMs: RETRY_AFTER_MS });
  }
  queue.freeAtMs = turnAt + 1000 / COMPARISONS_PER_SECOND;
  if (turnAt > enqueuedAt) await wait(turnAt - enqueuedAt);
}
