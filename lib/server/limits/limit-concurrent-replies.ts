import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { perProcess } from '../registry.ts';

/** How many replies may be written at once. */
export const MAX_CONCURRENT_REPLIES = {
  visitor: 3,
  // Many people can share one. All of its sessions together have no more, however often one of them
  // signed in, nor do those who have no session yet.
  address: 50,
  team: 20,
  // What visitors of the page leave free for the operator and for programs with a team token.
  visitors: 450,
  // From here on each visitor has a third of their places, one in place of three, so that many sessions
  // of one person, who cannot be told by an address, leave places to others.
  scarceFrom: 225,
  // A stream holds two sockets and some 100 kB; what comes beyond this is told to wait, not to hang.
  process: 500,
} as const;

const RETRY_AFTER_MS = 2000;

type Sharing = {
  /** The address it came from, where that is known. */
  address?: string | null;
  /** A visitor of the page, for whom not every place is. */
  visitor?: boolean;
};

/**
 * Counts a reply among those that are being written at once.
 *
 * @param limitKey whom it is counted for
 * @param maxOfOne how many that one may have at once
 * @param sharing with whom else its places are shared
 * @returns the place, whose disposal frees it; only the first counts
 * @throws `too_many_at_once` beyond that, beyond 50 of one address, and for a visitor's second where
 *   places are scarce; `busy` beyond 450 of all visitors, and beyond 500 in this process
 */
export function limitConcurrentReplies(
  limitKey: string,
  maxOfOne: number,
  { address = null, visitor = false }: Sharing = {},
): Disposable {
  const open = placesTaken();
  const countOf = (key: string) => open.of.get(key) ?? 0;
  const scarce = visitor && countOf(ALL_VISITORS) >= MAX_CONCURRENT_REPLIES.scarceFrom;
  refuseFrom(scarce ? Math.ceil(maxOfOne / 3) : maxOfOne, countOf(limitKey));
  const keys = [limitKey];
  if (address !== null) {
    keys.push(`all-of:${address}`);
    refuseFrom(MAX_CONCURRENT_REPLIES.address, countOf(`all-of:${address}`));
  }
  if (visitor) keys.push(ALL_VISITORS);
  const isFull = visitor && countOf(ALL_VISITORS) >= MAX_CONCURRENT_REPLIES.visitors;
  if (isFull || open.all >= MAX_CONCURRENT_REPLIES.process) {
    throw new StarlightError({ kind: 'busy', retryAfterMs: RETRY_AFTER_MS });
  }
  open.all += 1;
  for (const key of keys) open.of.set(key, countOf(key) + 1);
  const place = new DisposableStack();
  place.defer(() => {
    open.all -= 1;
    for (const key of keys) {
      const left = countOf(key) - 1;
      if (left > 0) open.of.set(key, left);
      else open.of.delete(key);
    }
  });
  return place;
}

const ALL_VISITORS = 'visitors';

function refuseFrom(limit: number, taken: number): void {
  if (taken < limit) return;
  throw new StarlightError({
    kind: 'too_many_at_once',
    retryAfterMs: RETRY_AFTER_MS,
    details: { limit, limitUnit: 'replies' },
  });
}

/** How many replies are being written in this process. */
export function countRepliesOpen(): number {
  return placesTaken().all;
}

function placesTaken(): { all: number; of: Map<string, number> } {
  return perProcess('replies-at-once', () => ({ all: 0, of: new Map() }));
}
