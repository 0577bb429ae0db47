import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { perProcess } from '../registry.ts';

/** How many codes are compared in a second, whoever enters them. */
export const COMPARISONS_A_SECOND = 1000;
/** How long a code waits for its turn; with more before it, it is told to come again. */
const LONGEST_WAIT_MS = 5000;
const RETRY_AFTER_MS = 1000;

type PaceOptions = { now: () => number; wait: (ms: number) => Promise<void> };

/**
 * Resolves when it is a code's turn to be compared. All wait in one line, since a right code cannot
 * be told from a wrong one before it is compared: so the line is faster than one process answers
 * requests, and a flood that gets through to it delays a right code and does not shut it out.
 *
 * @throws `busy` when the line is longer than five seconds
 */
export async function paceComparisons({ now, wait }: PaceOptions): Promise<void> {
  const line = perProcess('code-comparisons', () => ({ freeAtMs: 0 }));
  const askedAt = now();
  const turnAt = Math.max(askedAt, line.freeAtMs);
  if (turnAt - askedAt > LONGEST_WAIT_MS) {
    throw new StarlightError({ kind: 'busy', retryAfterMs: RETRY_AFTER_MS });
  }
  line.freeAtMs = turnAt + 1000 / COMPARISONS_A_SECOND;
  if (turnAt > askedAt) await wait(turnAt - askedAt);
}
