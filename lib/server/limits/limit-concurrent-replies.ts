import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { perProcess } from '../registry.ts';

/** How many replies may stream concurrently. */
export const MAX_CONCURRENT_REPLIES = {
  visitor: 3,
  // Many people can share an address. This is the limit for all of its sessions together, however
  // often they signed in, and for everyone there without a session.
  address: 50,
  team: 20,
  // The rest is reserved for the operator and for programs with a team token.
  visitors: 450,
  // From here on each visitor has a third of their slots, one instead of three, so that one person with
  // many sessions and no known address leaves slots to others.
  scarceFrom: 225,
  // A stream takes two sockets and about 100 kB; requests beyond this are told to retry, not left hanging.
  process: 500,
} as const;

const RETRY_AFTER_MS = 2000;

type Sharing = {
  /** The client's address, if known. */
  address?: string | null;
  /** A visitor of the page, who may not use the reserved slots. */
  visitor?: boolean;
};

/**
 * Takes a slot for a reply that is about to stream.
 *
 * @param limitKey who it is counted for
 * @param maxPerKey how many slots that client may have
 * @param sharing who else shares the slots
 * @returns the slot, freed by its first disposal
 * @throws `too_many_at_once` beyond that, beyond 50 of one address, and for a visitor's second when
 *   slots are scarce; `busy` beyond 450 of all visitors, and beyond 500 in this process
 */
export function limitConcurrentReplies(
  limitKey: string,
  maxPerKey: number,
  { address = null, visitor = false }: Sharing = {},
): Disposable {
  const taken = slotsTaken();
  const countOf = (key: string) => taken.byKey.get(key) ?? 0;
  const scarce = visitor && countOf(ALL_VISITORS) >= MAX_CONCURRENT_REPLIES.scarceFrom;
  requireBelow(scarce ? Math.ceil(maxPerKey / 3) : maxPerKey, countOf(limitKey));
  const keys = [limitKey];
  if (address !== null) {
    keys.push(`all-of:${address}`);
    requireBelow(MAX_CONCURRENT_REPLIES.address, countOf(`all-of:${address}`));
  }
  if (visitor) keys.push(ALL_VISITORS);
  const isFull = visitor && countOf(ALL_VISITORS) >= MAX_CONCURRENT_REPLIES.visitors;
  if (isFull || taken.total >= MAX_CONCURRENT_REPLIES.process) {
    throw new StarlightError({ kind: 'busy', retryAfterMs: RETRY_AFTER_MS });
  }
  taken.total += 1;
  for (const key of keys) taken.byKey.set(key, countOf(key) + 1);
  const slot = new DisposableStack();
  slot.defer(() => {
    taken.total -= 1;
    for (const key of keys) {
      const remaining = countOf(key) - 1;
      if (remaining > 0) taken.byKey.set(key, remaining);
      else taken.byKey.delete(key);
    }
  });
  return slot;
}

const ALL_VISITORS = 'visitors';

function requireBelow(limit: number, taken: number): void {
  if (taken < limit) return;
  throw new StarlightError({
    kind: 'too_many_at_once',
    retryAfterMs: RETRY_AFTER_MS,
    details: { limit, limitUnit: 'replies' },
  });
}

/** How many replies are streaming in this process. */
export function countRepliesOpen(): number {
  return slotsTaken().total;
}

function slotsTaken(): { total: number; byKey: Map<string, number> } {
  return perProcess('replies-at-once', () => ({ total: 0, byKey: new Map() }));
}
