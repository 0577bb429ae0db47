import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { ApiRequest } from './api-request.ts';
import { dropCarriedReasoning, REFUSED_REASONING } from './drop-carried-reasoning.ts';
import { repairRequest } from './repair-request.ts';
import { repairResponsesBody } from './repair-responses-body.ts';

/** What to send instead; `notice` tells the visitor what changed. */
export type RepairedRequest = {
  request: ApiRequest;
  notice: Notice | null;
  /** What to leave out of later requests, too, if this one is accepted; null for nothing. */
  lasting: Failure | null;
};

/**
 * Changes a refused request of either API so that it can succeed, or returns null.
 *
 * @param tried the parameters already repaired
 */
export function repairApiRequest(
  request: ApiRequest,
  failure: Failure,
  tried: ReadonlySet<string>,
): RepairedRequest | null {
  const silent = dropCarriedReasoning(request, failure);
  if (silent) return { request: silent, notice: null, lasting: REFUSED_REASONING };
  if (request.dialect === 'chat') {
    const repair = repairRequest(request.body, failure, tried);
    return repair && toRepaired({ dialect: 'chat', body: repair.body }, repair.notice, failure);
  }
  const repair = repairResponsesBody(request.body, failure, tried);
  return repair && toRepaired({ dialect: 'responses', body: repair.body }, repair.notice, failure);
}

function toRepaired(request: ApiRequest, notice: Notice | null, failure: Failure): RepairedRequest {
  // A refused search is remembered by `WebSearchAccess`, and may have been dropped for what had no name.
  return { request, notice, lasting: notice === 'dropped_web_search' ? null : failure };
}
