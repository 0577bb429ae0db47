import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { mayBeBilled } from '../upstream/request/may-be-billed.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';
import type { BudgetOfRequest } from './reserve-budget.ts';

/**
 * Passes a reply's events through and settles its budget by how it ends: at the reported token count,
 * at no cost if the upstream rejected it, or at the worst case if the reply was stopped or cut off
 * before its count.
 */
export async function* meterReply(
  events: AsyncGenerator<UpstreamEvent, void>,
  budget: BudgetOfRequest,
): AsyncGenerator<UpstreamEvent, void> {
  using settled = budget;
  try {
    for await (const event of events) {
      if (event.type === 'done' && event.usage) settled.settle(event.usage);
      yield event;
    }
  } catch (error) {
    if (error instanceof StarlightError && error.usage) settled.settle(error.usage);
    else if (!mayBeBilled(error)) settled.release();
    throw error;
  }
}
