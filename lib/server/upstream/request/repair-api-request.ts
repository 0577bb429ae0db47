import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { ApiRequest } from './api-request.ts';
import { repairRequest } from './repair-request.ts';
import { repairResponsesBody } from './repair-responses-body.ts';

/** What to send instead; `notice` tells the visitor what changed. */
export type RepairedRequest = { request: ApiRequest; notice: Notice | null };

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
    return repair && { request: { dialect: 'chat', body: repair.body }, notice: repair.notice };
  }
  const repair = repairResponsesBody(request.body, failure, tried);
  return repair && { request: { dialect: 'responses', body: repair.body }, notice: repair.notice };
}
