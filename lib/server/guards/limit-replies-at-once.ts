import 'server-only';
import { StarlightError } from '#lib/core/starlight-error.ts';
import { perProcess } from '../registry.ts';

/** How many replies may be written at once. */
export const PLACES = {
  visitor: 3,
  // Many people can share one, and are counted by it until their first answer brings a session.
  address: 50,
  team: 20,
  // A stream holds two sockets and some 100 kB; what comes beyond this is told to wait, not to hang.
  process: 500,
} as const;

const RETRY_AFTER_MS = 2000;

/**
 * Counts a reply among those that are being written at once.
 *
 * @param limitKey whom it is counted for
 * @param maxOfOne how many that one may have at once
 * @returns gives the place free again; may be called more than once
 * @throws `too_many_at_once` beyond that; `busy` beyond 500 in this process
 */
export function limitRepliesAtOnce(limitKey: string, maxOfOne: number): () => void {
  const open = placesTaken();
  const own = open.of.get(limitKey) ?? 0;
  if (own >= maxOfOne) {
    throw new StarlightError({
      kind: 'too_many_at_once',
      retryAfterMs: RETRY_AFTER_MS,
      details: { limit: maxOfOne, limitUnit: 'replies' },
    });
  }
  if (open.all >= PLACES.process) {
    throw new StarlightError({ kind: 'busy', retryAfterMs: RETRY_AFTER_MS });
  }
  open.all += 1;
  open.of.set(limitKey, own + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    open.all -= 1;
    const left = (open.of.get(limitKey) ?? 1) - 1;
    if (left > 0) open.of.set(limitKey, left);
    else open.of.delete(limitKey);
  };
}

/** How many replies are being written in this process. */
export function countRepliesOpen(): number {
  return placesTaken().all;
}

function placesTaken(): { all: number; of: Map<string, number> } {
  return perProcess('replies-at-once', () => ({ all: 0, of: new Map() }));
}
