import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { registry } from '../registry.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { Store } from '../store/store.ts';

/**
 * Marks a turn as in flight, so that a double click or a resent request is not billed twice.
 *
 * @param turnId the client's idempotency key; without one, nothing is marked
 * @returns the claim; disposing it frees the turn, and only the first disposal counts
 * @throws `duplicate_turn` while the same turn of the same visitor is being answered, by any instance;
 *   `store_unavailable`
 */
export async function claimTurn(
  limitKey: string,
  turnId: string | undefined,
  store: Store = memoryStore(),
): Promise<Disposable> {
  using claim = new DisposableStack();
  if (turnId === undefined) return claim.move();
  const { turnsInFlight } = registry();
  const turn = `${limitKey} ${turnId}`;
  if (turnsInFlight.has(turn)) throw new StarlightError('duplicate_turn');
  turnsInFlight.add(turn);
  claim.defer(() => turnsInFlight.delete(turn));
  if (store.home === 'redis') {
    const taken = await store.takePlaces([{ key: `turn:${turn}`, limit: 1 }]);
    if (!taken.ok) throw new StarlightError('duplicate_turn');
    claim.use(taken.places);
  }
  return claim.move();
}
