import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { ApiRequest } from './api-request.ts';
import { repairRequest } from './repair-request.ts';
import { repairResponsesBody } from './repair-responses-body.ts';

/**
 * What to send instead; `notice` tells the visitor what changed. `isLasting`: what was refused would be
 * refused again, so the next request need not ask for it.
 */
export type RepairedRequest = { request: ApiRequest; notice: Notice | null; isLasting: boolean };

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
  if (request.dialect === 'chat') {
    const repair = repairRequest(request.body, failure, tried);
    return repair && toRepaired({ dialect: 'chat', body: repair.body }, repair.notice);
  }
  const repair = repairResponsesBody(request.body, failure, tried);
  return repair && toRepaired({ dialect: 'responses', body: repair.body }, repair.notice);
}

function toRepaired(request: ApiRequest, notice: Notice | null): RepairedRequest {
  // A refused search is remembered by `WebSearchAccess`, and may have been dropped for what had no name.
  return { request, notice, isLasting: notice !== 'dropped_web_search' };
}
