import 'server-only';
import { StarlightError } from '#lib/core/starlight-error.ts';
import { perProcess } from '../registry.ts';

// A stream holds two sockets and some 100 kB; what comes beyond this is told to wait, not to hang.
const MAX_OF_PROCESS = 500;
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
  const open = perProcess('replies-at-once', () => ({ all: 0, of: new Map<string, number>() }));
  const own = open.of.get(limitKey) ?? 0;
  if (own >= maxOfOne) {
    throw new StarlightError({
      kind: 'too_many_at_once',
      retryAfterMs: RETRY_AFTER_MS,
      details: { limit: maxOfOne, limitUnit: 'replies' },
    });
  }
  if (open.all >= MAX_OF_PROCESS) {
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
