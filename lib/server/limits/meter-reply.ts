import 'server-only';
import { mayBeBilled } from '../upstream/request/may-be-billed.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';
import type { BudgetOfRequest } from './reserve-budget.ts';

/**
 * Passes a reply's events on and settles its budget by how it ends: by the token count that came, at
 * no cost where the upstream refused, and at the worst case where a reply was stopped or cut before
 * its count.
 */
export async function* meterReply(
  events: AsyncGenerator<UpstreamEvent, void>,
  budget: BudgetOfRequest,
): AsyncGenerator<UpstreamEvent, void> {
  using held = budget;
  try {
    for await (const event of events) {
      if (event.type === 'done' && event.usage) held.settle(event.usage);
      yield event;
    }
  } catch (error) {
    if (!mayBeBilled(error)) held.release();
    throw error;
  }
}
