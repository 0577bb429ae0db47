import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { perProcess } from '../registry.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { Store } from '../store/store.ts';

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
 * @param store counts the slots of clients and addresses, for all instances
 * @throws `too_many_at_once` beyond that, beyond 50 of one address, and for a visitor's second when
 *   slots are scarce; `busy` beyond 450 of all visitors, and beyond 500 in this process;
 *   `store_unavailable`
 */
export async function limitConcurrentReplies(
  limitKey: string,
  maxPerKey: number,
  { address = null, visitor = false }: Sharing = {},
  store: Store = memoryStore(),
): Promise<Disposable> {
  const isScarce = visitor && slotsTaken().visitors >= MAX_CONCURRENT_REPLIES.scarceFrom;
  const wanted = [{ key: limitKey, limit: isScarce ? Math.ceil(maxPerKey / 3) : maxPerKey }];
  if (address !== null) {
    wanted.push({ key: `all-of:${address}`, limit: MAX_CONCURRENT_REPLIES.address });
  }
  const taken = await store.takePlaces(wanted);
  if (!taken.ok) {
    throw new StarlightError({
      kind: 'too_many_at_once',
      retryAfterMs: RETRY_AFTER_MS,
      details: { limit: wanted[taken.full]?.limit, limitUnit: 'replies' },
    });
  }
  using held = new DisposableStack();
  held.use(taken.places);
  held.use(takeSlotOfProcess(visitor));
  return held.move();
}

/** What a process can serve does not depend on how many there are. */
function takeSlotOfProcess(visitor: boolean): Disposable {
  const taken = slotsTaken();
  const isFull = visitor && taken.visitors >= MAX_CONCURRENT_REPLIES.visitors;
  if (isFull || taken.total >= MAX_CONCURRENT_REPLIES.process) {
    throw new StarlightError({ kind: 'busy', retryAfterMs: RETRY_AFTER_MS });
  }
  const ofVisitor = visitor ? 1 : 0;
  taken.total += 1;
  taken.visitors += ofVisitor;
  const slot = new DisposableStack();
  slot.defer(() => {
    taken.total -= 1;
    taken.visitors -= ofVisitor;
  });
  return slot;
}

/** How many replies are streaming in this process. */
export function countRepliesOpen(): number {
  return slotsTaken().total;
}

function slotsTaken(): { total: number; visitors: number } {
  return perProcess('replies-at-once', () => ({ total: 0, visitors: 0 }));
}
