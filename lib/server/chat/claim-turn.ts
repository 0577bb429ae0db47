import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { registry } from '../registry.ts';

/**
 * Marks a turn as in flight, so that a double click or a resent request is not billed twice.
 *
 * @param turnId the client's idempotency key; without one, nothing is marked
 * @returns the claim; disposing it frees the turn, and only the first disposal counts
 * @throws `duplicate_turn` while the same turn of the same visitor is being answered
 */
export function claimTurn(limitKey: string, turnId: string | undefined): Disposable {
  const claim = new DisposableStack();
  if (turnId === undefined) return claim;
  const { turnsInFlight } = registry();
  const turn = `${limitKey} ${turnId}`;
  if (turnsInFlight.has(turn)) throw new StarlightError('duplicate_turn');
  turnsInFlight.add(turn);
  claim.defer(() => turnsInFlight.delete(turn));
  return claim;
}
