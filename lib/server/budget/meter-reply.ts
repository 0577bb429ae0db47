import 'server-only';
import type { ErrorKind } from '#lib/core/error-kinds.ts';
import { StarlightError } from '#lib/core/starlight-error.ts';
import type { BudgetOfRequest } from '../guards/reserve-budget.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';

/** Failures without an answer of the upstream: whether it began to work, and bills that, nobody knows. */
const MAY_BE_BILLED: readonly ErrorKind[] = [
  'connection_lost',
  'upstream_timeout',
  'gateway_timeout',
  'bad_gateway',
  'reply_timeout',
];

/**
 * Passes a reply's events on and settles its budget by how it ends: by the token count that came, at
 * no cost where the upstream refused, and at the worst case where a reply was stopped or cut before
 * its count.
 */
export async function* meterReply(
  events: AsyncGenerator<UpstreamEvent, void>,
  budget: BudgetOfRequest,
): AsyncGenerator<UpstreamEvent, void> {
  let accepted = false;
  try {
    for await (const event of events) {
      accepted = true;
      if (event.type === 'done' && event.usage) budget.settle(event.usage);
      yield event;
    }
  } catch (error) {
    if (!accepted && isRefusal(error)) budget.release();
    throw error;
  } finally {
    budget.forfeit();
  }
}

/** Tells whether a failure before the first event means that the upstream did nothing. */
export function isRefusal(error: unknown): boolean {
  return error instanceof StarlightError && !MAY_BE_BILLED.includes(error.kind);
}
